# shellcheck shell=bash
# Processes of ours that outlive the script: started detached, known by pid file, ended by pid only.
#
# A pid file holds "PID START", START being the kernel's start time of that process: after a crash or a reboot the number may
# belong to somebody else, and then the file counts as stale.

process_start_time() {
  # Field 22, counted after the command's closing parenthesis, since a command may hold blanks.
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}

pid_of() {
  local pid started
  read -r pid started 2>/dev/null <"$SLUICE_RUN/$1.pid" || return 1
  [[ -n $pid && $(process_start_time "$pid") == "$started" ]] || return 1
  # A zombie has its number still but runs nothing.
  [[ $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -c1) != Z ]] || return 1
  printf '%s' "$pid"
}

is_running() { pid_of "$1" >/dev/null; }

remember_pid() { printf '%s %s\n' "$2" "$(process_start_time "$2")" >"$SLUICE_RUN/$1.pid"; }

# start_process NAME COMMAND…: output to the log, detached from this terminal and from its locks.
start_process() {
  local name=$1
  shift
  [[ ! -s $SLUICE_LOGS/$name.log ]] || mv "$SLUICE_LOGS/$name.log" "$SLUICE_LOGS/$name.log.1"
  # setsid in a background job does not fork, so $! is the command itself.
  setsid "$@" >"$SLUICE_LOGS/$name.log" 2>&1 </dev/null 8>&- 9>&- &
  remember_pid "$name" $!
  disown
}

# stop_process NAME [SECONDS]: SIGTERM, and SIGKILL after the grace time. Nothing to do is fine.
stop_process() {
  local name=$1 grace=${2:-15} pid
  if pid=$(pid_of "$name"); then
    kill -TERM "$pid" 2>/dev/null || true
    local deadline=$((SECONDS + grace))
    while is_running "$name"; do
      if ((SECONDS >= deadline)); then
        warn "'$name' (pid $pid) did not end within $grace s of SIGTERM: ending it by SIGKILL (log: $SLUICE_LOGS/$name.log)"
        kill -KILL "$pid" 2>/dev/null || true
        break
      fi
      sleep 0.05
    done
  fi
  rm -f "$SLUICE_RUN/$name.pid"
}

PARALLEL_PIDS=()

# in_parallel NAME=FUNCTION…: runs each in a subshell of its own, says what each took, and fails when one failed (all are awaited,
# so that nobody is left half-started behind our back).
in_parallel() {
  local -A names=()
  local task pid failed=()
  # With job control each subshell leads a process group, which stop_parallel can end whole.
  set -m
  for task; do
    (
      started=$EPOCHREALTIME
      "${task#*=}"
      say "${task%%=*}: ready in $(elapsed_since "$started") s"
    ) </dev/null &
    names[$!]=${task%%=*}
    PARALLEL_PIDS+=($!)
    remember_pid "parallel-$!" $!
  done
  set +m
  for pid in "${!names[@]}"; do
    wait "$pid" || failed+=("${names[$pid]}")
    rm -f "$SLUICE_RUN/parallel-$pid.pid"
  done
  PARALLEL_PIDS=()
  ((${#failed[@]} == 0)) || fail "could not start: ${failed[*]} (reasons above)." "Logs are in $SLUICE_LOGS. './dev down' removes what did start."
}

# For Ctrl-C in the middle: ends what in_parallel still runs (a build, a download). Servers it has started live on by their pid files.
stop_parallel() {
  local pid
  for pid in "${PARALLEL_PIDS[@]}"; do
    kill -TERM -- "-$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    rm -f "$SLUICE_RUN/parallel-$pid.pid"
  done
  PARALLEL_PIDS=()
}

# The same, for what a killed ./dev left running.
stop_orphans() {
  local file name pid
  for file in "$SLUICE_RUN"/parallel-*.pid; do
    name=$(basename "$file" .pid)
    if pid=$(pid_of "$name"); then kill -TERM -- "-$pid" 2>/dev/null || true; fi
    rm -f "$file"
  done
}
