# shellcheck shell=bash
# Debian packages that a part of the set-up needs. What is there is used as it is.

# apt_ensure COMMAND=PACKAGE…: installs the packages whose command is missing (a COMMAND with a slash is a file).
apt_ensure() {
  local pair missing=()
  for pair; do
    has_command "${pair%%=*}" || missing+=("${pair#*=}")
  done
  ((${#missing[@]})) || return 0
  if ! command -v apt-get >/dev/null; then
    fail "missing on this machine: ${missing[*]} (names of Debian packages), and there is no apt-get to install them." \
      "Install what these packages hold with your system's own tool, then run the same command again."
  fi
  with_lock apt apt_install "${missing[@]}"
  for pair; do
    has_command "${pair%%=*}" || fail "'${pair%%=*}' is still missing after installing Debian's package '${pair#*=}'."
  done
}

has_command() {
  case $1 in
  */*) [[ -e $1 ]] ;;
  *) PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null ;;
  esac
}

apt_install() {
  local log=$SLUICE_CACHE/apt.log
  # Without it a fresh machine finds nothing; twice a day is enough.
  if [[ -z $(find "$SLUICE_CACHE/apt-updated" -mmin -720 2>/dev/null) ]]; then
    say "apt-get update"
    as_root apt-get update -qq >"$log" 2>&1 || fail_with_log "$log" "'apt-get update' failed." "Check /etc/apt/sources.list and the network."
    touch "$SLUICE_CACHE/apt-updated"
  fi
  say "installing with apt-get: $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$log" 2>&1 </dev/null ||
    fail_with_log "$log" "'apt-get install $*' failed." "Its whole output: $log"
}
