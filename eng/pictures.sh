#!/usr/bin/env bash
# Takes the README's pictures again: starts a demo of its own on a free port, signs in, shoots docs/images/*.png, and ends the demo.
# Needs Node beside what the tests need. About three minutes.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
say() { printf 'pictures: %s\n' "$*"; }
command -v node >/dev/null || { say "node is missing" >&2; exit 1; }
eng/setup.sh

say "building"
dotnet build tests/FusionPortal.Browser -v q -nologo -clp:NoSummary -p:UseSharedCompilation=true </dev/null

say "starting a demo"
work=$(mktemp -d)
# The database server's own user has to reach its data.
chmod 711 "$work"
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
dotnet src/FusionPortal.Demo/bin/Debug/net10.0/FusionPortal.Demo.dll --state "$work/state" --port "$port" >"$work/said" 2>&1 </dev/null &
demo=$!
trap 'kill -TERM "$demo" 2>/dev/null || true; wait "$demo" || true; rm -rf "$work"' EXIT
until grep -q '^Ctrl-C' "$work/said"; do
  kill -0 "$demo" 2>/dev/null || { cat "$work/said" >&2; exit 1; }
  sleep 0.5
done

node eng/pictures.mjs "http://127.0.0.1:$port" "$root"
say "done; look at them"
