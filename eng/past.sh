#!/usr/bin/env bash
# Makes the demo's past again: some weeks that a portal lives through in some minutes, under a faked clock, and their dump. Writes
# src/FusionPortal.Demo/Past/past.dump and past.txt. Needed once a shipped text changes that the dump knows under the same number.
#
#   eng/past.sh
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
say() { printf 'past: %s\n' "$*"; }
stop() { printf 'past: %s\n' "$*" >&2; exit 1; }

say "looking for the .NET SDK, PostgreSQL's server and libfaketime"
eng/setup.sh past
library=$(compgen -G '/usr/lib*/*/faketime/libfaketimeMT.so.1' || compgen -G '/usr/lib*/faketime/libfaketimeMT.so.1' || true)
library=${library%%$'\n'*}
[ -n "$library" ] || stop "libfaketimeMT.so.1 is missing: install libfaketime (Debian: faketime) by your system's means."

say "building; seconds when nothing changed, a minute or two the first time"
log=$(mktemp)
work=$(mktemp -d)
trap 'rm -rf "$log" "$work"' EXIT
# PostgreSQL runs as a user of its own when this is root, and reads the clock's file.
chmod 755 "$work"
if ! dotnet build eng/demo.slnf -c Release -v q -nologo -clp:NoSummary -p:RunAnalyzers=false -p:GenerateDocumentationFile=false >"$log" 2>&1 </dev/null; then
  cat "$log" >&2
  exit 1
fi

say "living through it; about a quarter of an hour"
printf '+0\n' >"$work/clock"
# Wall clocks alone: time-outs and pauses go by the monotonic clock, which stays the machine's. Without the "fix" threads that wait by
# that clock would not wait at all.
env LD_PRELOAD="$library" FAKETIME_TIMESTAMP_FILE="$work/clock" FAKETIME_CACHE_DURATION=0 FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0 \
  NO_FAKE_STAT=1 \
  dotnet src/FusionPortal.Demo/bin/Release/net10.0/FusionPortal.Demo.dll past "$work/state" || {
  [ ! -e "$work/state/logs/portal.log" ] || tail -n 20 "$work/state/logs/portal.log" >&2
  stop "the past was not made; what there was stays."
}
