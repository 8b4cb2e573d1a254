#!/usr/bin/env bash
# Brings up the whole portal on an embedded default: database, AWS simulator, sign-in, portal. Ctrl-C stops it all.
#
#   eng/demo.sh [--port N] [--reset] [--no-past] [--aws-endpoint URL]
#
#   --port N             the portal's port on 127.0.0.1 (5080)
#   --reset              forget what an earlier start left in .demo/
#   --no-past            start with nothing scanned yet, instead of with some weeks behind it
#   --aws-endpoint URL   read AWS from this stand-in instead of the simulator
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
say() { printf 'demo: %s\n' "$*"; }
say "looking for the .NET SDK and PostgreSQL's server"
eng/setup.sh demo

# Release, and without analyzers: those belong to eng/test.sh, whose Debug output this leaves alone.
say "building; seconds when nothing changed, a minute or two the first time"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! dotnet build eng/demo.slnf -c Release -v q -nologo -clp:NoSummary -p:RunAnalyzers=false -p:GenerateDocumentationFile=false >"$log" 2>&1 </dev/null; then
  cat "$log" >&2
  exit 1
fi
rm -f "$log"
trap - EXIT

say "starting: database, AWS simulator, sign-in, portal; about half a minute the first time"
exec dotnet src/FusionPortal.Demo/bin/Release/net10.0/FusionPortal.Demo.dll "$@"
