# shellcheck shell=bash
# The soak test: parts of a running gate are killed (SIGKILL) again and again, and in the end Gerrit says whether each change got its
# right result exactly once. `./dev bench kills [N [SEED]]`; the same seed kills the same parts in the same order.

# How many are in the gate at a time: enough that every kill meets work, few enough that it goes on.
SOAK_IN_FLIGHT=6

# soak KILLS [SEED]
soak() {
  local kills=$1 seed=${2:-$((RANDOM * 32768 + RANDOM))} i
  say "soak: $kills kills, seed $seed ('./dev bench kills $kills $seed' does the same again)"
  RANDOM=$seed
  SOAK_BROKEN=() SOAK_GOOD=() SOAK_KILLED=() SOAK_LAST=''
  for ((i = 1; i <= kills; i++)); do
    soak_push
    soak_kill "$kills"
  done
  start_worker
  say "soak: killed $(printf '%s\n' "${SOAK_KILLED[@]}" | sort | uniq -c | awk '{ printf "%s%s %s times", sep, $2, $1; sep = ", " }')"
  wait_for 300 "the gate to decide ${#SOAK_GOOD[@]} good and ${#SOAK_BROKEN[@]} broken changes" "$SLUICE_LOGS/sluice.log" gate_decided "${SOAK_GOOD[@]}" "${SOAK_BROKEN[@]}"
  soak_judge || return 1
  # In a subshell, which its failure ends: what is stuck is worth more than that something is.
  (wait_for 120 "all queues to be empty" "$SLUICE_LOGS/sluice.log" soak_queues_are_empty) || { "$SLUICE_ROOT/sluice" status --url "$(get_env SLUICE_URL)" && return 1; }
}

# New changes while there is room: one in five is broken, one in three needs the good one before it.
soak_push() {
  local projects=(lib api web) project number needs=''
  while (($(soak_undecided) < SOAK_IN_FLIGHT)); do
    project=${projects[RANDOM % 3]}
    ((RANDOM % 3)) || needs=$SOAK_LAST
    if ((RANDOM % 5)); then
      number=$(gate_change "$project" "A good change" "good-$RANDOM-$RANDOM" "$needs")
      SOAK_GOOD+=("$number")
      SOAK_LAST=$number
    else
      number=$(gate_change "$project" "A broken change" broken)
      SOAK_BROKEN+=("$number")
    fi
    gate_approve "$number"
    needs=''
  done
}

soak_undecided() {
  gerrit_rest GET "changes/?q=$(url_encoded 'status:open label:Code-Review=2 -label:Verified=-2')&n=100" | jq length
}

# One in nine kills Gerrit, two in nine Temporal, the others the worker, which one time in four is still starting.
soak_kill() { # of how many
  local victims=(gerrit temporal temporal sluice sluice sluice sluice sluice sluice) victim undecided
  victim=${victims[RANDOM % 9]}
  # Somewhere in the midst of what is going on.
  if ((RANDOM % 4)); then
    soak_worker_is_ready
    sleep "$((RANDOM % 4)).$((RANDOM % 10))"
  fi
  undecided=$(soak_undecided)
  kill -KILL "$(pid_of "$victim")" 2>/dev/null || true
  SOAK_KILLED+=("$victim")
  say "soak: kill ${#SOAK_KILLED[@]} of $1, the $victim; $((${#SOAK_GOOD[@]} + ${#SOAK_BROKEN[@]})) changes so far, $undecided undecided"
  case $victim in
  gerrit) start_gerrit ;;
  temporal) start_temporal ;;
  sluice) start_process sluice "$SLUICE_ROOT/sluice" dev --settings "$SLUICE_SETTINGS" ;;
  esac >/dev/null 2>&1 || fail "'$victim' could not be started again after it was killed." "Logs: $SLUICE_LOGS"
}

soak_queues_are_empty() { curl --silent --fail --max-time 10 "$(get_env SLUICE_URL)/api/tenant/$DEMO_TENANT/status" | jq --exit-status 'all(.[]; .items == [])' >/dev/null; }

soak_worker_is_ready() {
  # In a subshell, which its failure ends: a worker that nobody answered for long gives up, and a supervisor would start it again.
  (wait_for_process sluice 90 "'sluice dev' to say that it is ready" "$SLUICE_LOGS/sluice.log" grep -q '^sluice: ready' "$SLUICE_LOGS/sluice.log") >/dev/null 2>&1 ||
    start_worker >/dev/null 2>&1
}

# Each change has one start and one result of the engine, the right one, and merged at most once.
soak_judge() {
  local number wrong=0
  for number in "${SOAK_GOOD[@]}"; do
    soak_told "$number" "Build succeeded" 1 || wrong=1
    [[ $(gate_status "$number") == MERGED ]] || { warn "change $number is good and did not merge: $(gate_status "$number")" && wrong=1; }
  done
  for number in "${SOAK_BROKEN[@]}"; do
    soak_told "$number" "Build failed" 0 || wrong=1
    [[ $(gate_status "$number") == NEW ]] || { warn "change $number is broken and is $(gate_status "$number")" && wrong=1; }
  done
  ((wrong == 0)) || return 1
  good "soak: ${#SOAK_GOOD[@]} good changes merged once, ${#SOAK_BROKEN[@]} broken ones refused once, each told one start and one result"
}

# soak_told NUMBER RESULT MERGES: counts what Gerrit's log of the change says.
soak_told() {
  local told expected="1 start, 1 '$2', $3 merges, no other result"
  told=$(gerrit_rest GET "changes/$1/detail" | jq --raw-output --arg result "$2" '
    [.messages[].message] as $all
    | ([$all[] | select(contains("Starting gate jobs"))] | length) as $starts
    | ([$all[] | select(contains($result))] | length) as $right
    | ([$all[] | select(test("Build (succeeded|failed)"))] | length) as $results
    | ([$all[] | select(contains("has been successfully"))] | length) as $merges
    | "\($starts) start, \($right) '"'"'\($result)'"'"', \($merges) merges, \(if $results == $right then "no" else $results - $right end) other result"')
  [[ $told == "$expected" ]] || { warn "change $1: $told; expected $expected" && return 1; }
}
