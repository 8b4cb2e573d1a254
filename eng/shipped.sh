#!/usr/bin/env bash
# Closes the numbers of the shipped texts: the convention book and the checklist templates.
#
# A shipped text says its number in its line "version:". To change a text, raise that line by one, once; while the number is open it may
# be changed freely. Before a release, run this: it keeps a copy of each text under its number in the folder Shipped and writes its
# SHA-256 to the list there. A closed number never gets another text; portals in the field would tell two texts apart by nothing else.
#
#   eng/shipped.sh            closes what is open
#   eng/shipped.sh --check    says what is open, and ends with 1 if anything is
set -euo pipefail
cd "$(dirname "$0")/.."

check=no
[ "${1:-}" != --check ] || check=yes
open=0

close() { # KEY TEXT FOLDER
  local key=$1 text=$2 folder=$3 list="$3/manifest.txt" number sha known
  number=$(sed -nE 's/^version:[[:space:]]*([0-9]+)[[:space:]]*$/\1/p' "$text" | head -n 1)
  [ -n "$number" ] || { printf '%s has no line "version: N".\n' "$text" >&2; exit 2; }
  sha=$(sha256sum "$text" | cut -d' ' -f1)
  known=$(awk -v k="$key" -v n="$number" '$1 == k && $2 == n { print $3 }' "$list")
  if [ -z "$known" ]; then
    open=$((open + 1))
    printf '%s %s is open.\n' "$key" "$number"
    [ "$check" = no ] || return 0
    cp "$text" "$folder/$key-$number.yaml"
    printf '%s %s %s\n' "$key" "$number" "$sha" >>"$list"
    printf 'Closed %s %s.\n' "$key" "$number"
  elif [ "$known" != "$sha" ]; then
    printf '%s differs from number %s, which is closed. Raise its line "version:".\n' "$text" "$number" >&2
    exit 1
  fi
}

close book src/FusionPortal.Conventions/Books/book-v1.yaml src/FusionPortal.Conventions/Books/Shipped
for key in client-install ec2-instance rds-instance vpc; do
  close "$key" "src/FusionPortal.Checklists/Templates/$key.yaml" src/FusionPortal.Checklists/Templates/Shipped
done
[ "$check" = no ] || [ "$open" = 0 ]
