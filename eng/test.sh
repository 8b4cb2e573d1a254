#!/usr/bin/env bash
# Builds everything, checks the format and runs every test. The last line counts them: "N passed, N failed".
#
#   eng/test.sh             all suites
#   eng/test.sh NAME ...    only the suites whose name contains one of the words, for example: eng/test.sh Core Web
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
results="$root/TestResults"
rm -rf "$results"
mkdir -p "$results"
failures=0

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*"; failures=$((failures + 1)); }

step "setup"
eng/setup.sh

step "build"
# Warnings are errors, analyzers and code style included.
dotnet build FusionPortal.sln -v q -nologo -clp:NoSummary </dev/null || { fail "build"; printf '0 passed, 1 failed\n'; exit 1; }

step "format"
dotnet format whitespace --folder --verify-no-changes --exclude migrations/Versions </dev/null || fail "format (mend with: dotnet format whitespace --folder)"

wanted() {
  [ "$#" -gt 1 ] || return 0
  local name=$1 word
  shift
  for word in "$@"; do [[ "$name" == *"$word"* ]] && return 0; done
  return 1
}

passed=0 failed=0 skipped=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  grep -q '"xunit.v3"' "$project" && [ "$name" != FusionPortal.TestKit ] || continue
  wanted "$name" "$@" || continue
  step "$name"
  log="$results/$name.log"
  exit_code=0
  "tests/$name/bin/Debug/net10.0/$name" -noColor -noLogo </dev/null >"$log" 2>&1 || exit_code=$?
  # "   FusionPortal.Core.Tests  Total: 8, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 9.281s"
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -n 1 || true)
  count() { sed -nE "s/.*$1: ([0-9]+).*/\1/p" <<<"$summary"; }
  total=$(count Total) errors=$(count Errors) bad=$(count Failed) left_out=$(count Skipped) not_run=$(count 'Not Run')
  if [ -z "$summary" ]; then
    tail -n 60 "$log"
    fail "$name ended with $exit_code before it had run its tests"
    continue
  fi
  ran=$((total - left_out - not_run))
  passed=$((passed + ran - bad)) failed=$((failed + bad)) skipped=$((skipped + left_out + not_run))
  if [ "$exit_code" != 0 ] || [ "$bad" != 0 ] || [ "$errors" != 0 ]; then
    grep -vE '^  (Discovering|Discovered|Starting|Finished):' "$log" || true
    fail "$name"
  fi
  [ "$ran" -gt 0 ] || fail "$name ran no tests"
  printf '%s\n' "$summary"
done

# What could not be tested here for want of a program is said at the end, where it is read.
if grep -h 'ABSENT:' "$results"/*.log >"$results/absent" 2>/dev/null; then
  printf '\n'
  sort "$results/absent" | uniq -c | sed -E 's/^ *([0-9]+) *(.*)$/!!! \2 (\1)/'
fi

printf '\n'
[ "$failures" = 0 ] || printf '%s part(s) failed, see FAILED above; logs are in TestResults/\n' "$failures"
# A part that failed without a failing test, for example the format, is not hidden by the count.
[ "$failures" = 0 ] || [ "$failed" -gt 0 ] || failed=$failures
printf '%s passed, %s failed' "$passed" "$failed"
[ "$skipped" = 0 ] || printf ', %s skipped' "$skipped"
printf '\n'
[ "$failures" = 0 ] && [ "$passed" -gt 0 ]
