# shellcheck shell=bash
# What this checkout's builds left behind, counted by label and by name, and its removal.
#
# Registries of './dev up' carry the label dev.sluice.part and count only when they should be gone too.

labelled() {
  local kind=$1 filter=(--filter "label=$SLUICE_LABEL")
  case $kind in
  container) dk ps --all --quiet "${filter[@]}" ;;
  volume) dk volume ls --quiet "${filter[@]}" ;;
  network) dk network ls --quiet "${filter[@]}" ;;
  esac
}

# Those of the kind that are no part of the set-up itself.
build_owned() {
  local kind=$1 parts
  case $kind in
  container) parts=$(dk ps --all --quiet --filter label=dev.sluice.part) ;;
  volume) parts=$(dk volume ls --quiet --filter label=dev.sluice.part) ;;
  network) parts=$(dk network ls --quiet --filter label=dev.sluice.part) ;;
  esac
  labelled "$kind" | grep -vxF -f <(printf '%s\n' "${parts:--}") || true
}

# What an operator's autohold keeps is no leftover while the site runs: each held build, and the ids of what is its own.
held() {
  local url tenant build
  url=$(get_env SLUICE_URL)
  [[ -n $url ]] && find_docker || return 0
  for tenant in $(of_site "$url/api/tenants" '.[].name'); do
    for build in $(of_site "$url/api/tenant/$tenant/autohold" '.[].held[].build'); do
      printf '%s\n' "$build"
      dk ps --all --quiet --filter "label=dev.sluice.build=$build"
      dk volume ls --quiet --filter "label=dev.sluice.build=$build"
      dk network ls --quiet --filter "label=dev.sluice.build=$build"
    done
  done
}

# of_site URL FILTER: nothing when the site does not answer.
of_site() { curl --silent --fail --max-time 5 "$1" | jq --raw-output "$2" || true; }

# Files of builds: workspaces and node sockets in the state folder, and whatever carries our name in the system's temporary folder.
temp_files() {
  find "$SLUICE_HERE/state/workspaces" "$SLUICE_HERE/state/nodes" -mindepth 1 -maxdepth 1 2>/dev/null || true
  find "${TMPDIR:-/tmp}" -maxdepth 1 -name "sluice-$SLUICE_INSTANCE-*" 2>/dev/null || true
}

# Prints one line per leftover: its kind and name. $1 is 'builds' (set-up still up; what is held does not count) or 'all'.
list_leftovers() {
  if [[ $1 == builds ]]; then
    every_leftover builds | grep -vF -f <(held) || true
  else
    every_leftover all
  fi
}

every_leftover() {
  local kind selector=build_owned
  [[ $1 == builds ]] || selector=labelled
  if find_docker; then
    for kind in container volume network; do "$selector" "$kind" | sed "s/^/$kind /"; done
  fi
  temp_files | sed 's/^/file /'
  if [[ $1 == all ]]; then
    local file name
    for file in "$SLUICE_RUN"/*.pid; do
      name=$(basename "$file" .pid)
      [[ $name == dev ]] || ! is_running "$name" || printf 'process %s (pid %s)\n' "$name" "$(pid_of "$name")"
    done
  fi
}

nothing_left() { [[ -z $(list_leftovers "$1") ]]; }

# check_leftovers builds|all SECONDS: gives clean-up that trails the vote some time; lists what stayed.
check_leftovers() {
  if (wait_for "$2" "clean-up to end" - nothing_left "$1") 2>/dev/null; then
    good "nothing left behind: 0 containers, 0 volumes, 0 networks, 0 temporary files$([[ $1 == builds ]] || echo ', 0 processes')"
    return
  fi
  local left
  left=$(list_leftovers "$1")
  printf '%s\n' "$left" | sed 's/^/       left: /' >&2
  warn "$(wc -l <<<"$left") things were left behind (label $SLUICE_LABEL)"
  return 1
}

remove_everything_labelled() {
  local ids
  mapfile -t ids < <(labelled container)
  ((!${#ids[@]})) || dk rm --force --volumes "${ids[@]}" >/dev/null
  mapfile -t ids < <(labelled network)
  ((!${#ids[@]})) || dk network rm "${ids[@]}" >/dev/null
  mapfile -t ids < <(labelled volume)
  ((!${#ids[@]})) || dk volume rm --force "${ids[@]}" >/dev/null
  temp_files | while IFS= read -r file; do as_root rm -rf "$file"; done
}
