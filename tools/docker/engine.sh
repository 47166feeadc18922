# shellcheck shell=bash
# The Docker engine: the one that answers, else one of our own that all checkouts of this user share.

DOCKER_DIR=$SLUICE_CACHE/docker
DOCKER_OWN_SOCKET=$DOCKER_DIR/docker.sock

# dk ARGUMENT…: the docker client that fits the engine, on that engine.
dk() { DOCKER_HOST=$SLUICE_DOCKER_HOST "$SLUICE_DOCKER" "$@"; }

# Finds the engine without starting one; sets SLUICE_DOCKER_HOST and SLUICE_DOCKER. Fails when there is none.
find_docker() {
  local host
  for host in ${DOCKER_HOST:+"$DOCKER_HOST"} "$(get_env SLUICE_DOCKER_HOST)" unix:///var/run/docker.sock "unix://$DOCKER_OWN_SOCKET"; do
    if [[ -z $host ]] || ! engine_answers "$host"; then continue; fi
    SLUICE_DOCKER_HOST=$host
    choose_client
    export SLUICE_DOCKER_HOST SLUICE_DOCKER
    return 0
  done
  return 1
}

engine_answers() {
  case $1 in
  unix://*) [[ -S ${1#unix://} ]] && [[ $(curl --silent --max-time 5 --unix-socket "${1#unix://}" http://docker/_ping) == OK ]] ;;
  tcp://*) [[ -n $(curl --silent --max-time 5 "http://${1#tcp://}/_ping") ]] || client_fits "$1" docker ;;
  *) client_fits "$1" docker ;;
  esac
}

client_fits() { DOCKER_HOST=$1 timeout 10 "$2" version >/dev/null 2>&1; }

# The client of the distribution's own package goes with its engine; one from elsewhere may want a newer API.
choose_client() {
  local client
  for client in /usr/bin/docker "$(command -v docker || true)"; do
    if [[ -x $client ]] && client_fits "$SLUICE_DOCKER_HOST" "$client"; then
      SLUICE_DOCKER=$client
      return 0
    fi
  done
  fail "an engine answers at '$SLUICE_DOCKER_HOST', but no 'docker' client here speaks its API (tried /usr/bin/docker and PATH)." \
    "Install the client that belongs to that engine (Debian: apt-get install docker.io)."
}

# Finds or starts the engine, and records it for everybody else.
start_docker() {
  apt_ensure curl=curl
  if [[ -n ${DOCKER_HOST:-} ]] && ! engine_answers "$DOCKER_HOST"; then
    fail "DOCKER_HOST is '$DOCKER_HOST', but no engine answers there." \
      "Start it, or unset DOCKER_HOST to let ./dev use /var/run/docker.sock or an engine of its own."
  fi
  refuse_without_permission
  if ! find_docker; then
    apt_ensure dockerd=docker.io iptables=iptables /usr/bin/docker=docker.io
    # Where a service manager runs, the package has just started an engine.
    find_docker || with_lock docker start_own_engine
    find_docker || fail_with_log "$DOCKER_DIR/dockerd.log" "the Docker engine that ./dev started does not answer at '$DOCKER_OWN_SOCKET'."
  fi
  claim_own_engine
  local gateway
  gateway=$(dk network inspect bridge --format '{{(index .IPAM.Config 0).Gateway}}' 2>/dev/null || true)
  [[ -n $gateway ]] || gateway=$(dk network inspect bridge --format '{{(index .IPAM.Config 0).Subnet}}' | sed 's/\.0\/.*/.1/')
  put_env docker "SLUICE_DOCKER_HOST=$SLUICE_DOCKER_HOST" "SLUICE_DOCKER=$SLUICE_DOCKER" "SLUICE_ADVERTISE_HOST=$gateway"
  say "Docker engine: $(dk version --format '{{.Server.Version}}') at $SLUICE_DOCKER_HOST, host seen from containers as $gateway"
}

refuse_without_permission() {
  local socket=/var/run/docker.sock
  [[ -z ${DOCKER_HOST:-} && -S $socket && ! -w $socket ]] || return 0
  fail "a Docker engine listens at '$socket', but user '$(id -un)' may not use it." \
    "Join its group ('sudo usermod -aG $(stat -c %G $socket) $(id -un)', then log in again), or point DOCKER_HOST at an engine of yours."
}

start_own_engine() {
  engine_answers "unix://$DOCKER_OWN_SOCKET" && return 0
  ((${#DOCKER_OWN_SOCKET} <= 90)) ||
    fail "the cache's path is too long for a Unix socket: '$DOCKER_OWN_SOCKET'." "Set SLUICE_CACHE to a shorter directory."
  mkdir -p "$DOCKER_DIR/users"
  sweep_dead_engine
  say "starting a Docker engine of our own (log: $DOCKER_DIR/dockerd.log)"
  # Detached for good: it serves all checkouts, and './dev down' of the last one ends it. A plain command, no function: the shell
  # that would wait for one keeps the lock's file open as long as dockerd lives.
  local root=()
  ((EUID == 0)) || root=(sudo)
  PATH=$PATH:/usr/sbin:/sbin setsid "${root[@]}" dockerd \
    --data-root "$DOCKER_DIR/data-root" --exec-root "$DOCKER_DIR/exec-root" --pidfile "$DOCKER_DIR/dockerd.pid" \
    --host "unix://$DOCKER_OWN_SOCKET" --group "$(id -g)" --log-level warn \
    >"$DOCKER_DIR/dockerd.log" 2>&1 </dev/null 8>&- 9>&- &
  disown
  wait_for 60 "the Docker engine to answer at $DOCKER_OWN_SOCKET" "$DOCKER_DIR/dockerd.log" engine_answers_or_died
  engine_answers "unix://$DOCKER_OWN_SOCKET" ||
    fail_with_log "$DOCKER_DIR/dockerd.log" "the Docker engine ended at its start." "It needs root, iptables and overlay file systems; its log is above."
}

own_engine_pid() { engine_part_pid dockerd "$DOCKER_DIR/dockerd.pid"; }

# engine_part_pid NAME FILE: the number in the file when a living process of that name has it.
engine_part_pid() {
  local pid
  pid=$(cat "$2" 2>/dev/null) || return 1
  # By name, since the number may be somebody else's by now; and a zombie serves nobody.
  grep -qs "^Name:[[:space:]]$1\$" "/proc/$pid/status" && ! grep -qs '^State:[[:space:]]Z' "/proc/$pid/status" && printf '%s' "$pid"
}

# A log with a fatal line and no process means it will never answer.
engine_answers_or_died() {
  engine_answers "unix://$DOCKER_OWN_SOCKET" && return 0
  ! own_engine_pid >/dev/null && grep -qE '^failed to start|level=fatal' "$DOCKER_DIR/dockerd.log"
}

# After kill -9 or a reboot: dockerd refuses to start on a pid file whose number is in use by anybody.
sweep_dead_engine() {
  local pid
  if pid=$(own_engine_pid); then
    fail "a Docker engine of ours (pid $pid) runs but does not answer at '$DOCKER_OWN_SOCKET'." \
      "End it with 'kill $pid' (its log: $DOCKER_DIR/dockerd.log), then run the same command again."
  fi
  # Its containerd dies with it, a moment later; a new dockerd that still sees it waits for it in vain.
  local containerd=$DOCKER_DIR/exec-root/containerd/containerd.pid
  if pid=$(engine_part_pid containerd "$containerd"); then
    as_root kill -TERM "$pid" || true
    wait_for 15 "the dead engine's containerd (pid $pid) to end" - containerd_ended "$containerd"
  fi
  as_root rm -f "$DOCKER_DIR/dockerd.pid" "$DOCKER_OWN_SOCKET" "$containerd"
}

containerd_ended() { ! engine_part_pid containerd "$1" >/dev/null; }

# Checkouts that use our own engine sign in and out, so that the last one can end it.
claim_own_engine() {
  [[ $SLUICE_DOCKER_HOST == "unix://$DOCKER_OWN_SOCKET" ]] || return 0
  mkdir -p "$DOCKER_DIR/users"
  printf '%s\n' "$SLUICE_HERE" >"$DOCKER_DIR/users/$SLUICE_INSTANCE"
}

# For the way down: an engine of ours that was killed still has our containers on disk, and only an engine can remove them.
revive_own_engine() {
  [[ -e $DOCKER_DIR/users/$SLUICE_INSTANCE ]] || return 1
  say "our Docker engine is gone, but containers of this checkout may be left on it: starting it once more"
  (start_docker) && find_docker
}

# Ends our own engine when no checkout needs it any more and no container runs on it.
stop_docker() {
  rm -f "$DOCKER_DIR/users/$SLUICE_INSTANCE"
  with_lock docker stop_own_engine
  drop_env docker
}

stop_own_engine() {
  local pid user running
  pid=$(own_engine_pid) || return 0
  for user in "$DOCKER_DIR"/users/*; do
    if [[ -e $user ]]; then
      if [[ -d $(<"$user") ]]; then
        say "our Docker engine (pid $pid) stays up: $(<"$user") uses it too"
        return 0
      fi
      rm -f "$user"
    fi
  done
  running=$(curl --silent --unix-socket "$DOCKER_OWN_SOCKET" http://docker/containers/json | jq length 2>/dev/null || echo 0)
  if ((running > 0)); then
    say "our Docker engine (pid $pid) stays up: $running containers that are not ours run on it"
    return 0
  fi
  as_root kill -TERM "$pid"
  wait_for 30 "our Docker engine (pid $pid) to end" "$DOCKER_DIR/dockerd.log" own_engine_ended
  say "Docker engine (pid $pid) ended"
}

own_engine_ended() { ! own_engine_pid >/dev/null; }
