#!/usr/bin/env bash
# Until the first release the schema has one migration, Initial. This generates it anew from the model.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore >/dev/null
rm -rf migrations/Versions
dotnet ef migrations add Initial -p migrations -s migrations -o Versions
