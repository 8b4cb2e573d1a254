#!/usr/bin/env bash
# Builds everything, checks the format and runs the tests. The last line counts them: "N passed, N failed".
#
#   eng/test.sh                    all suites, without the tests that only a long time can show (Category=Long: kills, fuzz, many upgrades)
#   eng/test.sh NAME ...           only the suites whose name contains one of the words, for example: eng/test.sh Core Web
#   eng/test.sh --full [NAME ...]  the long ones too
#
# Suites run side by side, as many as FUSIONPORTAL_TEST_SUITES says (default: 3, 4 from 4 cores on: many wait more than they compute); each is
# printed whole when it has ended, with its ten slowest tests. A test that hangs is ended by a limit and named. Reports and logs stay in TestResults/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
results="$root/TestResults"
rm -rf "$results"
mkdir -p "$results"
failures=0

full=
words=()
for argument in "$@"; do
  case "$argument" in
    --full) full=yes ;;
    -*) printf 'eng/test.sh [--full] [NAME ...]: %s is not known\n' "$argument" >&2; exit 2 ;;
    *) words+=("$argument") ;;
  esac
done

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*"; failures=$((failures + 1)); }

step "setup"
eng/setup.sh

step "build"
# Warnings are errors, analyzers and code style included.
dotnet build FusionPortal.sln -v q -nologo -clp:NoSummary -p:UseSharedCompilation=true </dev/null || { fail "build"; printf '0 passed, 1 failed\n'; exit 1; }

step "format"
dotnet format whitespace --folder --verify-no-changes --exclude migrations/Versions .test </dev/null || fail "format (mend with: dotnet format whitespace --folder)"

. eng/suites.sh

# Test processes end before code that was watched while it ran is compiled better: not watching it costs less.
export DOTNET_TieredPGO=0

# The order of the tests: always the same, unless the long run draws another or somebody asks for one.
[ -z "$full" ] || export FUSIONPORTAL_TEST_ORDER=${FUSIONPORTAL_TEST_ORDER:-$RANDOM}
[ -z "${FUSIONPORTAL_TEST_ORDER:-}" ] || printf '\nTests in order %s; the same again: FUSIONPORTAL_TEST_ORDER=%s\n' "$FUSIONPORTAL_TEST_ORDER" "$FUSIONPORTAL_TEST_ORDER"

suites=()
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  grep -q '"xunit.v3"' "$project" && [ "$name" != FusionPortal.TestKit ] || continue
  wanted "$name" "${words[@]}" || continue
  suites+=("$name")
done

passed=0 failed=0 skipped=0
share_cluster
run_suites "${suites[@]}"
end_cluster

# What could not be tested here for want of a program is said at the end, where it is read.
if grep -h 'ABSENT:' "$results"/*.log >"$results/absent" 2>/dev/null; then
  printf '\n'
  sort "$results/absent" | uniq -c | sed -E 's/^ *([0-9]+) *(.*)$/!!! \2 (\1)/'
fi

printf '\n'
[ -n "$full" ] || printf 'Without the long tests; eng/test.sh --full runs them too.\n'
[ "$failures" = 0 ] || printf '%s part(s) failed, see FAILED above; logs are in TestResults/\n' "$failures"
# A part that failed without a failing test, for example the format, is not hidden by the count.
[ "$failures" = 0 ] || [ "$failed" -gt 0 ] || failed=$failures
printf '%s passed, %s failed' "$passed" "$failed"
[ "$skipped" = 0 ] || printf ', %s skipped' "$skipped"
printf '\n'
[ "$failures" = 0 ] && [ "$passed" -gt 0 ]
