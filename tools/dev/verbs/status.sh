# shellcheck shell=bash
# ./dev status: what runs, where, and what is left of builds. Starts nothing.

# shellcheck source=tools/dev/components.sh
source "$SLUICE_ROOT/tools/dev/components.sh"

verb_status() {
  (($# == 0)) || unknown_option status "$1" nothing
  make_places
  join_env
  printf 'checkout  %s (instance %s)\n' "$SLUICE_ROOT" "$SLUICE_INSTANCE"
  process_line sluice "$(get_env SLUICE_URL)"
  process_line gerrit "$(get_env SLUICE_GERRIT_URL)"
  process_line temporal "$(get_env SLUICE_TEMPORAL_ADDRESS) $(get_env SLUICE_TEMPORAL_UI)"
  if find_docker; then
    printf '%-22s up    %s\n' "docker engine" "$SLUICE_DOCKER_HOST"
    local name
    for name in intermediate final; do
      printf '%-22s %-5s %s\n' "$name registry" \
        "$(registry_answers "$name" "$(get_env "SLUICE_${name^^}_REGISTRY")" && echo up || echo down)" "$(get_env "SLUICE_${name^^}_REGISTRY")"
    done
  else
    printf '%-22s down\n' "docker engine"
  fi
  printf 'of builds: '
  list_leftovers builds | awk '{ count[$1]++ } END { printf "%d containers, %d volumes, %d networks, %d files\n", count["container"], count["volume"], count["network"], count["file"] }'
}

process_line() {
  local pid
  if pid=$(pid_of "$1"); then
    printf '%-22s up    %s (pid %s)\n' "$1" "$2" "$pid"
  else
    printf '%-22s down\n' "$1"
  fi
}
