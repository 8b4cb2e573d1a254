#!/usr/bin/env bash
# Runs the benchmarks and prints their rows. Numbers, not tests: nothing here fails for being slow.
#
#   eng/bench.sh [arguments of tests/FusionPortal.Benchmarks]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
eng/setup.sh demo
dotnet build tests/FusionPortal.Benchmarks -c Release -v q -nologo -clp:NoSummary -p:RunAnalyzers=false </dev/null
exec dotnet tests/FusionPortal.Benchmarks/bin/Release/net10.0/FusionPortal.Benchmarks.dll "$@"
