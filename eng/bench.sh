#!/usr/bin/env bash
# Runs the benchmarks and prints their rows. Numbers, not tests: nothing here fails for being slow.
#
#   eng/bench.sh [arguments of tests/FusionPortal.Benchmarks]
#   eng/bench.sh weight        what a visit of the published build costs over the wire and how soon it answers, in Chromium
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
if [ "${1:-}" = weight ]; then
  eng/setup.sh
  dotnet build tests/FusionPortal.Browser -v q -nologo -clp:NoSummary -p:RunAnalyzers=false </dev/null
  exec tests/FusionPortal.Browser/bin/Debug/net10.0/FusionPortal.Browser -noColor -noLogo \
    -class FusionPortal.Browser.Proxy.WeightTests -class FusionPortal.Browser.Proxy.PaceTests
fi
eng/setup.sh demo
dotnet build tests/FusionPortal.Benchmarks -c Release -v q -nologo -clp:NoSummary -p:RunAnalyzers=false </dev/null
exec dotnet tests/FusionPortal.Benchmarks/bin/Release/net10.0/FusionPortal.Benchmarks.dll "$@"
