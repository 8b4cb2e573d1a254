#!/usr/bin/env bash
# Adds a migration for what changed in the model since the last one. Filled databases exist: a migration that has landed is never
# changed, renamed or deleted. Expand now (new tables, new nullable columns, columns with a default); contract in a later version,
# when no portal of the version before can still run.
#
#   eng/migrations.sh NAME       for example: eng/migrations.sh AddFindingReasons
#   eng/migrations.sh --record   when its SQL is as it shall land: notes its hash in migrations/Versions/landed.txt, which a test holds
#                                against everything the list ever held: a line that was committed and never landed goes by making its commits one
set -euo pipefail
cd "$(dirname "$0")/.."

list=migrations/Versions/landed.txt
if [ "${1:-}" = --record ]; then
  for file in migrations/Versions/*_*.cs; do
    [[ "$file" != *.Designer.cs ]] || continue
    id=$(basename "$file" .cs) sha=$(sha256sum "$file" | cut -d' ' -f1)
    known=$(awk -v id="$id" '$1 == id { print $2 }' "$list")
    if [ -z "$known" ]; then
      printf '%s %s\n' "$id" "$sha" >>"$list"
      printf 'Recorded %s.\n' "$id"
    elif [ "$known" != "$sha" ]; then
      printf '%s is on the list with another content. If it has landed, undo the change and add a migration; if it was never committed, take its line off the list first.\n' "$id" >&2
      exit 1
    fi
  done
  exit 0
fi

name=${1:-}
[[ "$name" =~ ^[A-Z][A-Za-z0-9]+$ ]] || { printf 'Usage: eng/migrations.sh NAME, a word in PascalCase that says what the migration adds.\n' >&2; exit 2; }
[ "$#" = 1 ] || { printf 'One name only.\n' >&2; exit 2; }
! ls migrations/Versions/*_"$name".cs >/dev/null 2>&1 || { printf 'There is a migration named %s already. Choose another name.\n' "$name" >&2; exit 2; }

dotnet tool restore >/dev/null
if dotnet ef migrations has-pending-model-changes -p migrations -s migrations; then
  printf 'The model has not changed since the last migration; nothing was added.\n'
  exit 0
fi
dotnet ef migrations add "$name" -p migrations -s migrations -o Versions
printf 'Add the SQL it needs by hand, try it, then: eng/migrations.sh --record\n'
