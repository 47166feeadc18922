# shellcheck shell=bash
# The verbs of ./dev: what they are called, what each says about itself, and the way to its file under tools/dev/verbs/.

VERBS=(demo up down status test bench conform clean)

usage() {
  cat <<'USAGE'
usage: ./dev VERB …        sets up what the verb needs (packages, engine, servers), then does it

  demo [broken|gate|images]
                            a change in Gerrit becomes a vote, on real parts; exit 0 when the vote is the expected one and nothing is left
       [--keep] [--temporal auto|embedded]
  up   [--temporal auto|embedded]
                           brings up Temporal, Gerrit, Docker, registries and 'sluice dev', and leaves them running
  down                     ends all of it and removes every labelled container, volume and network
  status                   what runs here, where, and what is left of builds
  test [MAVEN-ARGUMENT…]   sets up the real parts that tests need, './mvnw verify', then both demos
  bench [NAME]             the benchmarks, or one of them
  conform DIR…             runs conformance cases with './sluice conform'
  clean [--cache]          down, and removes build output and this checkout's state; --cache also what all checkouts share

examples:
  ./dev demo               first run: downloads and builds for some minutes; later ones: under a minute
  ./dev demo broken        a change whose image does not build: Verified -1
  ./dev demo gate          four changes over three projects go through a gate, the second is broken
  ./dev demo images        three changes in three repositories: images built on unmerged ones, gated, promoted; ends with a picture
  ./dev bench kills 50     kills parts of a running gate 50 times; Gerrit says whether anything was lost or doubled
  ./dev demo --keep        leaves everything up for a look; './dev down' ends it
  ./dev test -pl engine    tests of one module only (no demo)

State of this checkout is in .sluice/ (logs in .sluice/logs), what checkouts share in ${SLUICE_CACHE:-~/.cache/sluice}.
USAGE
}

run_verb() {
  case ${1:-} in
  '' | -h | --help | help)
    usage
    return
    ;;
  esac
  local verb=$1
  shift
  if [[ " ${VERBS[*]} " != *" $verb "* ]]; then
    fail "'$verb' is not a verb of ./dev.$(did_you_mean "$verb" "${VERBS[@]}")" "Known: ${VERBS[*]}. './dev --help' says what they do."
  fi
  case ${1:-} in
  -h | --help)
    usage
    return
    ;;
  esac
  # shellcheck disable=SC1090 # one file per verb, listed above
  source "$SLUICE_ROOT/tools/dev/verbs/$verb.sh"
  "verb_$verb" "$@"
}

did_you_mean() {
  local near
  near=$(nearest "$@")
  [[ -z $near ]] || printf " Did you mean '%s'?" "$near"
}

# nearest WORD CANDIDATE…: the candidate at most three edits away, or nothing.
nearest() {
  printf '%s\n' "$@" | awk '
    function least(a, b) { return a < b ? a : b }
    NR == 1 { word = $0; next }
    {
      for (i = 0; i <= length(word); i++) d[i, 0] = i
      for (j = 0; j <= length($0); j++) d[0, j] = j
      for (i = 1; i <= length(word); i++)
        for (j = 1; j <= length($0); j++) {
          cost = substr(word, i, 1) == substr($0, j, 1) ? 0 : 1
          d[i, j] = least(least(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost)
        }
      distance = d[length(word), length($0)]
      if (best == "" || distance < best_distance) { best = $0; best_distance = distance }
    }
    END { if (best_distance <= 3 && best_distance < length(word)) print best }'
}

# One ./dev at a time in a checkout, for the verbs that start and end things.
lock_checkout() {
  make_places
  # './dev test' runs './dev demo' while it holds the lock itself.
  [[ ${SLUICE_LOCK_HELD:-} != "$SLUICE_ROOT" ]] || return 0
  exec 9>>"$SLUICE_HERE/lock"
  flock --nonblock 9 || take_over_lock
  export SLUICE_LOCK_HELD=$SLUICE_ROOT
  remember_pid dev $$
  printf "'./dev %s', pid %s, since %s" "$1" "$$" "$(date +%T)" >"$SLUICE_HERE/lock.holder"
}

# The holder lives: its turn. The holder was killed: what it ran in parallel still has the lock's file open, and is ended first.
take_over_lock() {
  local holder
  holder=$(cat "$SLUICE_HERE/lock.holder" 2>/dev/null || echo unknown)
  if is_running dev; then
    fail "another ./dev is at work in this checkout: $holder." "Wait for it, or end it (Ctrl-C in its terminal)."
  fi
  warn "the last ./dev was killed ($holder): ending what it left running"
  stop_orphans
  flock --timeout 20 9 || fail "something that $holder started still holds '$SLUICE_HERE/lock'." "'fuser $SLUICE_HERE/lock' names it; end it, then run the same command again."
}

# unknown_option VERB WORD KNOWN…
unknown_option() {
  local verb=$1 word=$2
  shift 2
  fail "'./dev $verb' does not know '$word'.$(did_you_mean "$word" "$@")" "Allowed: $*."
}

# take_temporal_mode VALUE
take_temporal_mode() {
  case $1 in
  auto | embedded) SLUICE_TEMPORAL_MODE=$1 ;;
  *) fail "'--temporal $1': allowed are 'auto' (a real server, where there is one) and 'embedded' (in the JVM of 'sluice dev')." ;;
  esac
  export SLUICE_TEMPORAL_MODE
}
