#!/usr/bin/env bash
# Adds a migration for what changed in the model since the last one. Filled databases exist: a migration that has landed is never
# changed, renamed or deleted. Expand now (new tables, new nullable columns, columns with a default); contract in a later version,
# when no portal of the version before can still run.
#
#   eng/migrations.sh NAME     for example: eng/migrations.sh AddFindingReasons
set -euo pipefail
cd "$(dirname "$0")/.."

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
