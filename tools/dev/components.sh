# shellcheck shell=bash
# All parts together: what starts in parallel, what waits for what, and the way back down.

# shellcheck source=tools/docker/engine.sh
source "$SLUICE_ROOT/tools/docker/engine.sh"
# shellcheck source=tools/docker/images.sh
source "$SLUICE_ROOT/tools/docker/images.sh"
# shellcheck source=tools/registry/registry.sh
source "$SLUICE_ROOT/tools/registry/registry.sh"
# shellcheck source=tools/temporal/temporal.sh
source "$SLUICE_ROOT/tools/temporal/temporal.sh"
# shellcheck source=tools/gerrit/gerrit.sh
source "$SLUICE_ROOT/tools/gerrit/gerrit.sh"
# shellcheck source=tools/dev/build.sh
source "$SLUICE_ROOT/tools/dev/build.sh"
# shellcheck source=tools/dev/worker.sh
source "$SLUICE_ROOT/tools/dev/worker.sh"
# shellcheck source=tools/dev/leftovers.sh
source "$SLUICE_ROOT/tools/dev/leftovers.sh"

start_containers() {
  start_docker
  ensure_images
  start_registries
}

# Everything but the worker, which wants all of it.
start_parts() {
  say "instance $SLUICE_INSTANCE; logs in $SLUICE_LOGS"
  # Asks for a password here, while it can: the parallel part has no terminal.
  ((EUID == 0)) || ! command -v sudo >/dev/null || sudo -v
  # The tools that all of them use, before they start side by side.
  apt_ensure curl=curl jq=jq git=git openssl=openssl ss=iproute2 ssh-keygen=openssh-client
  # The build alone would make a first run long: it starts together with the rest.
  in_parallel "Docker, images and registries"=start_containers Temporal=start_temporal Gerrit=start_gerrit "Java build"=ensure_build
  reach_parts
}

# What the parallel starts knew and this shell does not.
reach_parts() {
  find_docker || fail "no Docker engine answers any more." "Its log: $DOCKER_DIR/dockerd.log"
  gerrit_use "$(get_env SLUICE_GERRIT_URL)" "$GERRIT_SITE/sluice"
}

stop_parts() {
  stop_worker
  if find_docker || revive_own_engine; then
    remove_everything_labelled
    stop_registries
  fi
  # Gerrit takes four seconds to close its index; nothing waits for the other.
  stop_gerrit &
  stop_temporal
  wait $!
  stop_docker
}
