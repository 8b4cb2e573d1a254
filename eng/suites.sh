# Part of eng/test.sh: runs test assemblies and prints what they said. Uses $results and $full; counts into passed, failed, skipped, failures.

# Seconds after which a test that is still running is taken for hanging, and seconds a whole suite may take.
if [ -n "$full" ]; then test_limit=1200 suite_limit=3600; else test_limit=400 suite_limit=1200; fi

wanted() {
  [ "$#" -gt 1 ] || return 0
  local name=$1 word
  shift
  for word in "$@"; do [[ "$name" == *"$word"* ]] && return 0; done
  return 1
}

# The test that has been reported as running for the longest time: "SECONDS NAME".
longest_running() {
  # "[Long Running Test] 'Some.Test', Elapsed: 00:01:02"
  sed -nE "s/.*\[Long Running Test\] '(.*)', Elapsed: ([0-9]+):([0-9]+):([0-9]+).*/\2 \3 \4 \1/p" "$1" |
    awk '{ seconds = $1 * 3600 + $2 * 60 + $3; sub(/^[0-9]+ [0-9]+ [0-9]+ /, ""); if (seconds >= most) { most = seconds; name = $0 } } END { if (name != "") print most, name }'
}

# Starts a suite, as $! in a process group of its own: nothing of a suite that hangs is left running, and it does not ignore SIGINT as background
# jobs of a script otherwise do.
start_suite() {
  local name=$1 arguments=(-noColor -noLogo -longRunning 60 -result-xml "$results/$1.xml")
  [ -n "$full" ] || arguments+=(-trait- "Category=Long")
  set -m
  "tests/$name/bin/Debug/net10.0/$name" "${arguments[@]}" </dev/null >"$results/$name.log" 2>&1 &
  set +m
}

# Ends a suite that is over a limit and notes why in NAME.hung.
end_hanging() {
  local pid=$1 name=$2 age=$3 seconds=0 test=
  read -r seconds test < <(longest_running "$results/$name.log") || true
  if [ "${seconds:-0}" -ge "$test_limit" ]; then
    printf '%s was still running after %s seconds' "$test" "$seconds" >"$results/$name.hung"
  elif [ "$age" -ge "$suite_limit" ]; then
    printf 'the suite was still running after %s seconds%s' "$age" "${test:+, last in $test}" >"$results/$name.hung"
  else
    return 0
  fi
  kill -KILL -- -"$pid" 2>/dev/null || true
}

# Each failed test to a page and no more: where the browsers were (the test's output), what was expected, where in the test. Of a
# browser's account of the page only headings and notes are kept, of its waiting the beginning; everything is in the log.
failures_of() {
  grep -vE '^  (Discovering|Discovered|Starting|Finished):|\[Long Running Test\]' "$1" | awk '
    function add(part, line) { lines[part, ++count[part]] = line }
    function show(part, most,  i) {
      for (i = 1; i <= count[part] && i <= most; i++) print lines[part, i]
      left += count[part] > most ? count[part] - most : 0
      count[part] = 0
    }
    function flush() {
      if (part == "") return
      show("head", 1); show("output", 14); show("message", 28); show("stack", 12)
      if (left > 0) print "        ... " left " more lines, see the log"
      left = 0; part = ""; inner = ""
    }
    /\[(FAIL|SKIP)\]$/ { flush(); add("head", $0); part = "message"; inner = ""; next }
    /^===/ { flush(); over = 1 }
    over || part == "" { print; next }
    /^ +Stack Trace:$/ { part = "stack"; inner = "" }
    /^ +Output:$/ { part = "output"; inner = "" }
    part == "message" && /^ +Call log:$/ { inner = "log"; waited = 0 }
    part == "message" && /^ +Aria snapshot:$/ { inner = "page" }
    inner == "log" && ++waited > 8 { left++; next }
    inner == "page" && !/Aria snapshot:$|- (heading|alert|status|note|dialog)/ { left++; next }
    { add(part, substr($0, 1, 400)) }
    END { flush() }'
}

slowest_of() {
  printf '   slowest:\n'
  { grep -oE '<test [^>]*>' "$1" 2>/dev/null || true; } | sed -nE 's/.* name="([^"]*)".* time="([0-9.]+)".*/\2 \1/p' | sort -rn | awk "NR <= 10" |
    sed -E 's/\\?&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' | awk '{ seconds = $1; sub(/^[^ ]+ /, ""); printf "   %8.2f s  %s\n", seconds, substr($0, 1, 160) }'
}

report() {
  local name=$1 code=$2 log="$results/$1.log" summary total errors bad left_out not_run ran
  step "$name"
  # "   FusionPortal.Core.Tests  Total: 8, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 9.281s"
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -n 1 || true)
  count() { sed -nE "s/.*$1: ([0-9]+).*/\1/p" <<<"$summary"; }
  if [ -z "$summary" ]; then
    tail -n 60 "$log" || true
    if [ -e "$results/$name.hung" ]; then fail "$name was ended: $(cat "$results/$name.hung")"
    else fail "$name ended with $code before it had run its tests"; fi
    return
  fi
  total=$(count Total) errors=$(count Errors) bad=$(count Failed) left_out=$(count Skipped) not_run=$(count 'Not Run')
  ran=$((total - left_out - not_run))
  passed=$((passed + ran - bad)) failed=$((failed + bad)) skipped=$((skipped + left_out + not_run))
  if [ "$code" != 0 ] || [ "$bad" != 0 ] || [ "$errors" != 0 ]; then
    failures_of "$log"
    fail "$name"
  fi
  [ "$ran" -gt 0 ] || fail "$name ran no tests"
  slowest_of "$results/$name.xml"
  printf '%s\n' "$summary"
}

# One PostgreSQL server with one migrated template for all suites: the tests find it in their environment. It ends when its standard input does,
# so also when this script is killed. A suite started by hand starts its own.
share_cluster() {
  local kit=tests/FusionPortal.TestKit/bin/Debug/net10.0/FusionPortal.TestKit line
  exec {cluster_input}> >(exec "$kit" >"$results/cluster" 2>"$results/cluster.errors")
  cluster=$!
  until grep -q '^$' "$results/cluster" 2>/dev/null; do
    kill -0 "$cluster" 2>/dev/null || { cat "$results/cluster.errors"; fail "the tests' database did not start"; return; }
    sleep 0.2
  done
  while IFS= read -r line; do [ -z "$line" ] || export "${line?}"; done <"$results/cluster"
  # Its passwords are of no use to a reader of the results.
  rm "$results/cluster"
}

end_cluster() {
  exec {cluster_input}>&-
  wait "$cluster" || true
}

# The given suites, some at a time; the long ones first, so that none is left running alone at the end.
run_suites() {
  local at_a_time=${FUSIONPORTAL_TEST_SUITES:-} begun=$SECONDS waiting pid code
  local -A running=() since=()
  [ -n "$at_a_time" ] || { [ "$(nproc)" -ge 4 ] && at_a_time=4 || at_a_time=3; }
  mapfile -t waiting < <(by_length "$@")
  trap 'for pid in "${!running[@]}"; do kill -KILL -- -"$pid" 2>/dev/null; done; exit 130' INT TERM
  while [ "${#waiting[@]}" -gt 0 ] || [ "${#running[@]}" -gt 0 ]; do
    while [ "${#waiting[@]}" -gt 0 ] && [ "${#running[@]}" -lt "$at_a_time" ]; do
      start_suite "${waiting[0]}"
      running[$!]=${waiting[0]} since[$!]=$SECONDS
      waiting=("${waiting[@]:1}")
    done
    sleep 0.5
    for pid in "${!running[@]}"; do
      if kill -0 "$pid" 2>/dev/null; then
        end_hanging "$pid" "${running[$pid]}" $((SECONDS - since[$pid]))
      else
        code=0
        wait "$pid" || code=$?
        report "${running[$pid]}" "$code"
        unset "running[$pid]"
      fi
    done
  done
  trap - INT TERM
  printf '\n%s seconds for the suites\n' "$((SECONDS - begun))"
}

# Longest first; what is not named here comes last.
by_length() {
  local order=(FusionPortal.Core.Tests FusionPortal.Browser FusionPortal.Demo.Tests FusionPortal.Integration FusionPortal.Aws.Tests) names known
  names=$(printf '%s\n' "$@")
  for known in "${order[@]}"; do grep -Fx "$known" <<<"$names" || true; done
  grep -vxF "$(printf '%s\n' "${order[@]}")" <<<"$names" || true
}
