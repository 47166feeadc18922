# shellcheck shell=bash
# ./dev up: everything up, the demo's projects in Gerrit, and 'sluice dev' on them.

# shellcheck source=tools/dev/components.sh
source "$SLUICE_ROOT/tools/dev/components.sh"
# shellcheck source=tools/dev/projects.sh
source "$SLUICE_ROOT/tools/dev/projects.sh"

verb_up() {
  while (($#)); do
    case $1 in
    --temporal) take_temporal_mode "${2:-}" && shift 2 ;;
    --temporal=*) take_temporal_mode "${1#*=}" && shift ;;
    *) unknown_option up "$1" --temporal ;;
    esac
  done
  lock_checkout up
  bring_up
  addresses
}

bring_up() {
  start_parts
  create_projects
  start_worker
  push_configuration
}

addresses() {
  cat <<TEXT

  Gerrit        $(get_env SLUICE_GERRIT_URL)   (admin: $SLUICE_SECRETS/gerrit-admin-password)
  Temporal UI   $(get_env SLUICE_TEMPORAL_UI none)
  Sluice        $(get_env SLUICE_URL)
  intermediate  https://$(get_env SLUICE_INTERMEDIATE_REGISTRY)
  final         https://$(get_env SLUICE_FINAL_REGISTRY)
  settings      $SLUICE_SETTINGS

  './dev demo --keep' pushes a change and keeps all this; './dev down' ends it.
TEXT
}
