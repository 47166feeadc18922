# shellcheck shell=bash
# ./dev demo [broken|gate|images]: a change becomes a vote, four changes go through a gate, or images go from change to change. What counts is what Gerrit says
# afterwards, not what any part of ours says.

# shellcheck source=tools/dev/components.sh
source "$SLUICE_ROOT/tools/dev/components.sh"
# shellcheck source=tools/dev/verbs/up.sh
source "$SLUICE_ROOT/tools/dev/verbs/up.sh"
# shellcheck source=tools/dev/verbs/down.sh
source "$SLUICE_ROOT/tools/dev/verbs/down.sh"
# shellcheck source=tools/dev/gate.sh
source "$SLUICE_ROOT/tools/dev/gate.sh"
# shellcheck source=tools/dev/verbs/demo-images.sh
source "$SLUICE_ROOT/tools/dev/verbs/demo-images.sh"

verb_demo() {
  local kind=working keep=no
  while (($#)); do
    case $1 in
    broken | gate | images) kind=$1 && shift ;;
    --keep) keep=yes && shift ;;
    --temporal) take_temporal_mode "${2:-}" && shift 2 ;;
    --temporal=*) take_temporal_mode "${1#*=}" && shift ;;
    *) unknown_option demo "$1" broken gate images --keep --temporal ;;
    esac
  done
  lock_checkout demo
  DEMO_ENDED=no
  # Whatever happens, Ctrl-C included, a demo that is not to be kept leaves nothing.
  if [[ $keep == no ]]; then trap end_of_demo EXIT; fi
  trap 'exit 130' INT TERM
  if [[ $kind == images ]]; then run_images_demo "$keep"; else run_demo "$kind" "$keep"; fi
}

end_of_demo() {
  local status=$?
  trap - EXIT INT TERM
  stop_parallel
  [[ $DEMO_ENDED == yes ]] || (bring_down) || true
  exit "$status"
}

run_demo() {
  local kind=$1 keep=$2 failed=0
  if [[ $kind == gate ]]; then use_gate_tenant; fi
  bring_up
  if [[ $kind == gate ]]; then gate_demo || failed=1; else change_demo "$kind" "$keep" || failed=1; fi
  if [[ $keep == no ]]; then
    DEMO_ENDED=yes
    (bring_down) || failed=1
  else
    say "everything stays up, as --keep asks; './dev down' ends it"
  fi
  if ((failed)); then
    fail "./dev demo: not what was expected (reasons above)." "Logs: $SLUICE_LOGS"
  fi
  case $kind in
  broken) good "demo broken: the broken change got Verified -1 with its reason, as expected" ;;
  gate) good "demo gate: three changes merged, the broken one got its -2" ;;
  *) good "demo: the change got Verified +1" ;;
  esac
}

change_demo() {
  local number failed=0
  number=$(push_change "$1")
  watch_change "$number" "$1" || failed=1
  judge "$number" "$1" || failed=1
  say "from the command to the vote: $(elapsed_since "$SLUICE_STARTED") s"
  check_leftovers builds 30 || failed=1
  closing_addresses "$number" "$2"
  return "$failed"
}

push_change() {
  local overlay=$DEMO_DEFS/change message="Greet more warmly"
  if [[ $1 == broken ]]; then
    overlay=$DEMO_DEFS/change-broken message="Break the image"
  fi
  [[ -d $overlay ]] || fail "'$overlay' is not there: the demo has no change to push."
  local number
  # A copy with one line of its own, so that every demo is a new change even on a Gerrit that was kept.
  number=$(gerrit_create_change app "$overlay" "$message

Pushed by './dev demo' at $(date --iso-8601=seconds).")
  say "change $number pushed: $(gerrit_change_url "$number")"
  printf '%s' "$number"
}

# Shows events, jobs and steps while they happen; the verdict is Gerrit's, below.
watch_change() {
  local status=0 expected=0
  [[ $2 == working ]] || expected=1
  "$SLUICE_ROOT/sluice" watch --url "$(get_env SLUICE_URL)" --change "$1" --pipeline check --timeout 10m >&2 || status=$?
  if ((status != expected)); then
    warn "'sluice watch' ended with $status, expected $expected (0 success, 1 failure, 3 timeout); log of the server: $SLUICE_LOGS/sluice.log"
    tail -n 15 "$SLUICE_LOGS/sluice.log" | sed 's/^/       /' >&2
    return 1
  fi
}

# judge NUMBER KIND: what Gerrit itself says.
judge() {
  local vote expected=1 report
  [[ $2 == working ]] || expected=-1
  vote=$(gerrit_vote "$1" Verified)
  report=$(gerrit_last_report "$1")
  printf '%s\n' "$report" | sed 's/^/       | /' >&2
  if [[ $vote != "$expected" ]]; then
    warn "Gerrit has Verified '${vote:-none}' on change $1, expected '$expected'"
    return 1
  fi
  good "Gerrit says Verified $([[ $vote == -* ]] || echo +)$vote on change $1"
  [[ $2 == working ]] || failing_job_is_named "$report"
}

# A line of the report names the job that failed, with its log's address, and the log is there.
failing_job_is_named() {
  local line url
  line=$(grep -E '^- [^ ]+ https?://[^ ]+ : FAILURE' <<<"$1" | head -n 1 || true)
  if [[ -z $line ]]; then
    warn "the message on the change names no failing job with a log address ('- JOB URL : FAILURE …')"
    return 1
  fi
  url=$(awk '{ print $3 }' <<<"$line")
  if ! curl --silent --fail --location --max-time 10 --output /dev/null "$url"; then
    warn "the failing job's log address does not answer: $url"
    return 1
  fi
  say "the message names the failing job: $(awk '{ print $2 }' <<<"$line"), log: $url"
}

closing_addresses() {
  local number=$1 buildsets uuid ui
  buildsets=$(curl --silent --fail --max-time 10 "$(get_env SLUICE_URL)/api/tenant/$DEMO_TENANT/buildsets?change=$number" || echo '[]')
  uuid=$(jq --raw-output 'first(.. | objects | .uuid? // empty)' <<<"$buildsets")
  ui=$(get_env SLUICE_TEMPORAL_UI)
  cat <<TEXT

  change        $(gerrit_change_url "$number")
  buildset      $([[ -n $ui && -n $uuid ]] && printf '%s/namespaces/default/workflows/%s' "$ui" "$(url_encoded "buildset/$uuid")" || echo "no Temporal UI ($(get_env SLUICE_TEMPORAL_MODE unknown))")
  logs          $(gerrit_last_report "$number" | grep -oE 'https?://[^ ]+' | head -n 1 || true)

TEXT
  [[ $2 == yes ]] || printf "  (up to here they answered; './dev demo --keep' leaves them up for a look)\n\n"
}
