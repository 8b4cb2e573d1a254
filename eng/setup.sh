#!/usr/bin/env bash
# Installs what a fresh machine lacks to run the demo and the tests. Asks nothing; says what it does; does nothing when nothing is missing.
#
#   eng/setup.sh          for the demo and the tests
#   eng/setup.sh demo     for the demo alone (no browser)
#   eng/setup.sh past     for eng/past.sh: the demo, and a clock that can be faked
set -euo pipefail

readonly for_what="${1:-all}"
readonly oldest_postgres=15
readonly sdk=10

say() { printf 'setup: %s\n' "$*"; }
stop() { printf 'setup: %s\n' "$*" >&2; exit 1; }

has_sdk() { command -v dotnet >/dev/null && dotnet --list-sdks | grep -q "^$sdk\."; }

postgres_folders() {
  ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null || true
  tr ':' '\n' <<<"$PATH"
}

has_postgres() {
  local folder major
  while read -r folder; do
    [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ] || continue
    major=$("$folder/postgres" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/')
    [ "$major" -ge "$oldest_postgres" ] && return 0
  done < <(postgres_folders)
  return 1
}

has_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && return 0
  done
  return 1
}

has_faketime() { compgen -G '/usr/lib*/*/faketime/libfaketimeMT.so.1' >/dev/null || compgen -G '/usr/lib*/faketime/libfaketimeMT.so.1' >/dev/null; }

has_util_linux() { command -v setpriv >/dev/null && command -v setsid >/dev/null; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  else sudo -n "$@"
  fi
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 apt-get -q -y -o Dpkg::Options::=--force-confold "$@" >&2; }

# Lists are fetched only if the package is not known, or no longer where the lists say.
apt_install() {
  apt-cache show "$@" >/dev/null 2>&1 || { say "fetching package lists"; apt update; }
  apt install --no-install-recommends "$@" || { say "fetching package lists"; apt update; apt install --no-install-recommends "$@"; }
}

install_postgres() {
  # The distribution would also create and start a server of its own on port 5432. Nobody asked for that.
  local config=/etc/postgresql-common/createcluster.conf
  if [ ! -e "$config" ]; then
    say "writing $config: installing creates no server"
    as_root mkdir -p "${config%/*}"
    printf 'create_main_cluster = false\n' | as_root tee "$config" >/dev/null
  fi
  apt_install postgresql
  has_postgres || stop "this distribution has no PostgreSQL $oldest_postgres or later. Add https://apt.postgresql.org and install postgresql-18, then run again."
}

has_sdk || stop "the .NET SDK $sdk is missing. Install it (https://dotnet.microsoft.com/download/dotnet/$sdk.0), then run again."

missing=()
has_util_linux || missing+=(util-linux)
has_postgres || missing+=(postgresql)
[ "$for_what" != all ] || has_browser || missing+=(chromium)
[ "$for_what" != past ] || has_faketime || missing+=(faketime)
[ "${#missing[@]}" -gt 0 ] || exit 0

command -v apt-get >/dev/null || stop "missing: ${missing[*]}. Install them by your system's means: the PostgreSQL server ($oldest_postgres or later), setpriv and setsid (util-linux), for the tests Chromium, and for the demo's past libfaketime."
as_root true 2>/dev/null || stop "missing: ${missing[*]}. Installing them needs root, and sudo would ask for a password. Run: sudo eng/setup.sh"

for package in "${missing[@]}"; do
  say "installing $package"
  case "$package" in
    postgresql) install_postgres ;;
    *) apt_install "$package" ;;
  esac
done
say "done"
