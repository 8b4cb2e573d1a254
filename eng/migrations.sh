#!/usr/bin/env bash
# Until the first release the schema has one migration, Initial. This generates it anew when the model has changed.
# After a merge that left two of them: delete migrations/Versions and run this.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore >/dev/null
if [ -d migrations/Versions ] && dotnet ef migrations has-pending-model-changes -p migrations -s migrations; then exit 0; fi
rm -rf migrations/Versions
dotnet ef migrations add Initial -p migrations -s migrations -o Versions
