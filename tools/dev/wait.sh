# shellcheck shell=bash
# Waiting on conditions, and free ports.

# wait_for SECONDS WHAT LOG COMMAND…: polls COMMAND until it succeeds. At the deadline it fails with WHAT and the log's end
# (LOG may be '-'). Says every 10 s what it waits for, so that nothing over a few seconds is silent.
wait_for() {
  local seconds=$1 what=$2 log=$3 started=$EPOCHREALTIME next_line=10
  shift 3
  local deadline=$((SECONDS + seconds)) began=$SECONDS
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= deadline)); then
      fail_with_log "$log" "waited $(elapsed_since "$started") s for: $what." "The command that kept failing: $*"
    fi
    if ((SECONDS - began >= next_line)); then
      say "still waiting for: $what ($((SECONDS - began)) of at most $seconds s)"
      next_line=$((next_line + 10))
    fi
    # Quick while it may be a matter of moments, then easy on a small machine.
    if ((SECONDS - began < 5)); then sleep 0.1; else sleep 0.5; fi
  done
}

# wait_for_process NAME SECONDS WHAT LOG COMMAND…: as wait_for, for what a process of ours (by its pid file's NAME) brings about;
# stops at once when that process died.
wait_for_process() {
  local name=$1 seconds=$2 what=$3 log=$4
  shift 4
  wait_for "$seconds" "$what" "$log" holds_or_died "$name" "$@"
  is_running "$name" || fail_with_log "$log" "'$name' ended while waiting for: $what." "Its whole log: $log"
}

holds_or_died() {
  local name=$1
  shift
  "$@" || ! is_running "$name"
}

port_is_free() {
  local port=$1
  # Both families at once, without connecting: a listener shows here whatever address it took.
  ! ss -Hltn "sport = :$port" 2>/dev/null | grep -q .
}

# free_port PREFERRED NAME: the preferred port when nobody listens there and no other checkout reserved it, else the next free one.
# Kept per checkout under NAME, so that a restart comes back to the same address: what was killed holds its port until the last of
# its threads is gone.
free_port() {
  local preferred=$1 name=$2 file=$SLUICE_HERE/ports/$2 port deadline=$((SECONDS + 3))
  mkdir -p "$SLUICE_HERE/ports" "$SLUICE_CACHE/ports"
  if [[ -s $file ]]; then
    port=$(<"$file")
    while ! port_is_free "$port" && ((SECONDS < deadline)); do sleep 0.05; done
    if port_is_free "$port"; then
      printf '%s' "$port"
      return
    fi
  fi
  with_lock ports pick_port "$preferred" "$name"
}

pick_port() {
  local port=$1 file=$SLUICE_HERE/ports/$2 owner
  while :; do
    owner=$(cat "$SLUICE_CACHE/ports/$port" 2>/dev/null || true)
    if port_is_free "$port" && [[ -z $owner || $owner == "$SLUICE_HERE" || ! -d $owner/ports ]]; then
      break
    fi
    port=$((port + 1))
    ((port < 65000)) || fail "no free port above $1 for '$2' on this machine." "Close some listeners ('ss -ltn' lists them)."
  done
  printf '%s' "$SLUICE_HERE" >"$SLUICE_CACHE/ports/$port"
  printf '%s' "$port" >"$file"
  printf '%s' "$port"
}
