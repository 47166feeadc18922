#!/usr/bin/env bash
# try.sh [--local-images]: brings docker-compose.yml up, has one change voted on through it, and takes everything down again. Exit 0 only
# if Gerrit says Verified +1. --local-images first makes the images from our own parts.
set -euo pipefail
# shellcheck source=tools/compose/places.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/places.sh"
# shellcheck source=tools/dev/verbs.sh
source "$SLUICE_ROOT/tools/dev/verbs.sh"
# shellcheck source=tools/dev/verbs/demo.sh
source "$SLUICE_ROOT/tools/dev/verbs/demo.sh"

compose() {
  (cd "$SLUICE_ROOT" && DOCKER_HOST=$SLUICE_DOCKER_HOST "${COMPOSE[@]}" "$@")
}

choose_compose() {
  # Debian's docker.io has no compose plugin; its docker-compose is the one that fits.
  if dk compose version >/dev/null 2>&1; then
    COMPOSE=("$SLUICE_DOCKER" compose)
  else
    apt_ensure docker-compose=docker-compose
    COMPOSE=(docker-compose)
  fi
}

remove_all() {
  compose down --volumes --timeout 30 >"$SLUICE_LOGS/compose-down.log" 2>&1 || fail_with_log "$SLUICE_LOGS/compose-down.log" "'docker compose down' failed."
}

take_down() {
  local status=$?
  trap - EXIT INT TERM
  if ((status)); then compose logs --tail 40 worker >&2 || true; fi
  remove_all
  remove_everything_labelled
  stop_docker
  exit "$status"
}

lock_checkout "compose try"
case ${1:-} in
'') ;;
--local-images) "$SLUICE_ROOT/tools/compose/local-images.sh" ;;
*) unknown_option "compose try" "$1" --local-images ;;
esac
ensure_build
"$SLUICE_ROOT/tools/compose/init.sh"
start_docker
choose_compose
trap take_down EXIT
trap 'exit 130' INT TERM

# A try that was killed leaves volumes behind, whose passwords may be others than this one's.
remove_all
say "docker compose up"
compose build worker >"$SLUICE_LOGS/compose-build.log" 2>&1 || fail_with_log "$SLUICE_LOGS/compose-build.log" "the worker's image could not be built."
compose up --detach >"$SLUICE_LOGS/compose-up.log" 2>&1 || fail_with_log "$SLUICE_LOGS/compose-up.log" "'docker compose up' failed."
gerrit_use "$(get_env SLUICE_GERRIT_URL)" "$GERRIT_SITE/sluice"
wait_for 120 "Gerrit to answer at $GERRIT_URL" - gerrit_answers "$GERRIT_URL"
create_projects
wait_for 120 "the worker to be healthy at $(get_env SLUICE_URL)" - curl --silent --fail --max-time 5 "$(get_env SLUICE_URL)/health"
seed_image final "$SLUICE_BUSYBOX_IMAGE" library/busybox latest
push_configuration
number=$(push_change working)
unexpected=0
watch_change "$number" working || unexpected=1
judge "$number" working || unexpected=1
((unexpected == 0)) || fail "the compose site did not vote as expected (reasons above)."
good "the compose site voted Verified +1 on change $number"
