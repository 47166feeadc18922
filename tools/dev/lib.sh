# shellcheck shell=bash
# Places and messages: what every other file here builds on. Source this one; it sources the rest.

SLUICE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SLUICE_CACHE=${SLUICE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sluice}
SLUICE_HERE=${SLUICE_HERE:-$SLUICE_ROOT/.sluice} # run state of this checkout
SLUICE_RUN=$SLUICE_HERE/run            # pid files
SLUICE_LOGS=$SLUICE_HERE/logs
SLUICE_SECRETS=$SLUICE_HERE/secrets    # generated passwords and keys, 0600
SLUICE_ENV=$SLUICE_HERE/env.d          # one file of KEY=VALUE per component that runs

# The label on everything of this checkout: two checkouts on one engine never touch each other's things.
# The name of the checkout's first site is its path; a second one (tools/compose) adds its folder.
SLUICE_INSTANCE=$(printf '%s' "${SLUICE_HERE%/.sluice}" | sha256sum | cut -c1-12)
SLUICE_LABEL=dev.sluice.instance=$SLUICE_INSTANCE
export SLUICE_ROOT SLUICE_CACHE SLUICE_INSTANCE SLUICE_LABEL

if [[ -t 2 && -z ${NO_COLOR:-} ]]; then
  BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m'
else
  BOLD='' DIM='' RED='' GREEN='' PLAIN=''
fi
export BOLD DIM RED GREEN PLAIN

# Whole command, not one step: a subshell inherits the start, so lines of parallel steps share one clock.
SLUICE_STARTED=${SLUICE_STARTED:-$EPOCHREALTIME}

# Seconds, with one decimal, since $1 (an EPOCHREALTIME).
elapsed_since() {
  local tenths=$(((${EPOCHREALTIME/./} - ${1/./}) / 100000))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# All messages go to stderr: stdout belongs to values.
say() { printf '%s[%6ss]%s %s\n' "$DIM" "$(elapsed_since "$SLUICE_STARTED")" "$PLAIN" "$*" >&2; }
good() { say "$GREEN$*$PLAIN"; }
warn() { say "${BOLD}note:$PLAIN $*"; }

# First argument: what went wrong and where; the others: what to do. Ends the (sub)shell.
fail() {
  printf '%serror:%s %s\n' "$RED$BOLD" "$PLAIN" "$1" >&2
  shift
  local line
  for line; do printf '       %s\n' "$line" >&2; done
  exit 1
}

# fail, with the end of a log file: an error is never hidden in a file the reader must go and find.
fail_with_log() {
  local log=$1
  shift
  if [[ -s $log ]]; then
    printf -- '--- last lines of %s\n' "$log" >&2
    tail -n 25 "$log" >&2
    printf -- '---\n' >&2
  fi
  fail "$@"
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "'$1' needs root, and there is no sudo." "Run ./dev as root, or install sudo."
  fi
}

# with_lock NAME COMMAND…: one at a time on this machine, for what checkouts share in the cache. The lock dies with its holder.
with_lock() {
  local name=$1
  shift
  mkdir -p "$SLUICE_CACHE/locks"
  (
    flock --timeout 2 8 || {
      say "waiting for another ./dev that is at '$name'"
      flock 8
    }
    "$@" 8>&-
  ) 8>"$SLUICE_CACHE/locks/$name"
}

make_places() {
  mkdir -p "$SLUICE_RUN" "$SLUICE_LOGS" "$SLUICE_ENV" "$SLUICE_CACHE"
  (umask 077 && mkdir -p "$SLUICE_SECRETS")
}

# put_env COMPONENT KEY=VALUE…: what others need to know about a component that runs; forgotten when it ends.
put_env() {
  local component=$1
  shift
  printf '%s\n' "$@" >"$SLUICE_ENV/$component.new"
  mv "$SLUICE_ENV/$component.new" "$SLUICE_ENV/$component"
  join_env
}

drop_env() {
  rm -f "$SLUICE_ENV/$1"
  join_env
}

# .sluice/env is the one file that people and tests read; components start in parallel, so each writes its own part.
join_env() {
  local part
  for part in "$SLUICE_ENV"/*; do
    case $part in *.new | *'*') ;; *) cat "$part" 2>/dev/null || true ;; esac
  done >"$SLUICE_HERE/env.$BASHPID"
  mv "$SLUICE_HERE/env.$BASHPID" "$SLUICE_HERE/env"
}

# get_env KEY [DEFAULT]
get_env() {
  local value
  value=$(sed -n "s/^$1=//p" "$SLUICE_HERE/env" 2>/dev/null | tail -n 1)
  printf '%s' "${value:-${2:-}}"
}

# A random password of 32 characters, kept in the secrets folder under NAME; prints the file's path.
secret_file() {
  local file=$SLUICE_SECRETS/$1
  if [[ ! -s $file ]]; then
    (umask 077 && openssl rand -hex 16 | tr -d '\n' >"$file")
  fi
  printf '%s' "$file"
}

# shellcheck source=tools/dev/wait.sh
source "$SLUICE_ROOT/tools/dev/wait.sh"
# shellcheck source=tools/dev/process.sh
source "$SLUICE_ROOT/tools/dev/process.sh"
# shellcheck source=tools/dev/apt.sh
source "$SLUICE_ROOT/tools/dev/apt.sh"
# shellcheck source=tools/dev/jdk.sh
source "$SLUICE_ROOT/tools/dev/jdk.sh"
