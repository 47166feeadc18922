# shellcheck shell=bash
# The Temporal server with its UI. Looked for in this order: TEMPORAL_ADDRESS, `temporal` on PATH, one built earlier in the cache,
# one built now with Go; else the in-JVM server of `sluice dev`, named as what it is.

TEMPORAL_VERSION=$(sed -n 's|.*github.com/temporalio/cli v\([0-9.]*\).*|\1|p' "$SLUICE_ROOT/tools/temporal/go.mod" | head -n 1)
TEMPORAL_GO=1.26
TEMPORAL_BINARY=$SLUICE_CACHE/temporal/$TEMPORAL_VERSION/temporal
# A history shard reads the tasks it hands out at most 20 times a second, and a development server has one shard: without the first
# three, ten steps a second is all that a whole site does. The others put builds that wait for a place into one line, in which queues
# take turns (docs/decisions/0016-places-for-builds.md); task queues whose tasks have no fairness key stay as they are.
TEMPORAL_DYNAMIC_CONFIG=(history.transferProcessorMaxPollRPS=2000 history.timerProcessorMaxPollRPS=2000 history.visibilityProcessorMaxPollRPS=200 matching.autoEnableV2=true
  matching.numTaskqueueReadPartitions=1 matching.numTaskqueueWritePartitions=1)
TEMPORAL_SEARCH_ATTRIBUTES=(SluiceTenant SluicePipeline SluiceProject SluiceChange SluiceJob SluiceResult SluiceState)

# start_temporal: SLUICE_TEMPORAL_MODE is 'auto' or 'embedded'.
start_temporal() {
  if [[ ${SLUICE_TEMPORAL_MODE:-auto} == embedded ]]; then
    say "Temporal: the in-JVM server, as asked for: no UI, no visibility, and its workflows end with 'sluice dev'"
    put_env temporal SLUICE_TEMPORAL_MODE=embedded
    return
  fi
  if [[ -n ${TEMPORAL_ADDRESS:-} ]]; then
    use_given_temporal
    return
  fi
  local binary
  if ! binary=$(temporal_binary); then
    warn "Temporal: falling back to the in-JVM server (no UI, no visibility, no reset; its workflows end with 'sluice dev')."
    warn "Missing: TEMPORAL_ADDRESS, a 'temporal' on PATH, or Go >= $TEMPORAL_GO to build one. Install Temporal's CLI or Go to get the real one."
    put_env temporal SLUICE_TEMPORAL_MODE=embedded
    return
  fi
  run_temporal "$binary"
}

use_given_temporal() {
  local host=${TEMPORAL_ADDRESS%:*} port=${TEMPORAL_ADDRESS##*:}
  tcp_answers "$host" "$port" ||
    fail "TEMPORAL_ADDRESS is '$TEMPORAL_ADDRESS', but nobody listens there." "Start that server, or unset TEMPORAL_ADDRESS to let ./dev start one."
  put_env temporal SLUICE_TEMPORAL_MODE=given "SLUICE_TEMPORAL_ADDRESS=$TEMPORAL_ADDRESS" "SLUICE_TEMPORAL_UI=${TEMPORAL_UI:-}"
  say "Temporal: the server at TEMPORAL_ADDRESS=$TEMPORAL_ADDRESS (search attributes needed there: ${TEMPORAL_SEARCH_ATTRIBUTES[*]})"
}

tcp_answers() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

# Prints the path of a Temporal program; builds it when it must and can.
temporal_binary() {
  if command -v temporal >/dev/null; then
    command -v temporal
  elif [[ -x $TEMPORAL_BINARY ]]; then
    printf '%s' "$TEMPORAL_BINARY"
  elif go_is_new_enough; then
    with_lock temporal build_temporal >&2 || return 1
    printf '%s' "$TEMPORAL_BINARY"
  else
    return 1
  fi
}

go_is_new_enough() {
  local version
  # Asked outside any module: inside ours an older Go would try to fetch a newer toolchain first.
  version=$(cd / && GOTOOLCHAIN=local go env GOVERSION 2>/dev/null) || return 1
  version=${version#go}
  [[ $(printf '%s\n' "$TEMPORAL_GO" "$version" | sort -V | head -n 1) == "$TEMPORAL_GO" ]]
}

build_temporal() {
  [[ ! -x $TEMPORAL_BINARY ]] || return 0
  local log=$SLUICE_CACHE/temporal/build.log started=$EPOCHREALTIME
  mkdir -p "$(dirname "$TEMPORAL_BINARY")"
  say "building Temporal's server $TEMPORAL_VERSION with Go, once (about 5 minutes on 2 cores; log: $log)"
  # Static, so that the same file also serves in an image made from nothing.
  (
    cd "$SLUICE_ROOT/tools/temporal" || exit
    CGO_ENABLED=0 nice go build -mod=readonly -trimpath -ldflags "-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=$TEMPORAL_VERSION" \
      -o "$TEMPORAL_BINARY.partial" github.com/temporalio/cli/cmd/temporal
  ) >"$log" 2>&1 &
  local pid=$!
  wait_for 1800 "Temporal's build (pid $pid)" "$log" process_ended "$pid"
  wait "$pid" || fail_with_log "$log" "Temporal's server could not be built." "Or install Temporal's CLI: a 'temporal' on PATH is used."
  mv "$TEMPORAL_BINARY.partial" "$TEMPORAL_BINARY"
  say "Temporal's server built in $(elapsed_since "$started") s"
}

process_ended() { ! kill -0 "$1" 2>/dev/null; }

# Workflows of a version whose recorded histories differ cannot go on in this one: the development server then begins with an empty
# database, and the old one is kept beside it.
set_old_workflows_aside() {
  local version database=$SLUICE_HERE/temporal.db
  # Nor would tasks of partitions that are not read any more ever be found.
  version=$(cd "$SLUICE_ROOT/workflows/src/test/resources/histories" &&
    { find . -type f | LC_ALL=C sort | xargs sha256sum && echo "${TEMPORAL_DYNAMIC_CONFIG[*]}"; } | sha256sum | cut -c1-16)
  if [[ -s $database && $(cat "$database.version" 2>/dev/null) != "$version" ]]; then
    say "Temporal: this checkout's workflows have changed since its database was made; it begins anew (the old one: $database.old)"
    mv "$database" "$database.old"
    rm -f "$database"-*
  fi
  printf '%s' "$version" >"$database.version"
}

run_temporal() {
  local binary=$1 port ui name flags=()
  if is_running temporal && temporal_serves "$(get_env SLUICE_TEMPORAL_ADDRESS)"; then
    say "Temporal: already up at $(get_env SLUICE_TEMPORAL_ADDRESS)"
    return
  fi
  stop_process temporal
  port=$(free_port 7233 temporal)
  ui=$(free_port 8233 temporal-ui)
  for name in "${TEMPORAL_SEARCH_ATTRIBUTES[@]}"; do flags+=(--search-attribute "$name=Keyword"); done
  for name in "${TEMPORAL_DYNAMIC_CONFIG[@]}"; do flags+=(--dynamic-config-value "$name"); done
  set_old_workflows_aside
  start_process temporal "$binary" server start-dev --ip 127.0.0.1 --port "$port" --ui-port "$ui" --log-level warn \
    --db-filename "$SLUICE_HERE/temporal.db" --ui-disable-news-fetch "${flags[@]}"
  wait_for_process temporal 60 "Temporal to serve at 127.0.0.1:$port" "$SLUICE_LOGS/temporal.log" temporal_serves "127.0.0.1:$port"
  put_env temporal SLUICE_TEMPORAL_MODE=server "SLUICE_TEMPORAL=$binary" "SLUICE_TEMPORAL_ADDRESS=127.0.0.1:$port" "SLUICE_TEMPORAL_UI=http://127.0.0.1:$ui"
  say "Temporal: $("$binary" --version 2>/dev/null | head -n 1) at 127.0.0.1:$port, UI http://127.0.0.1:$ui"
}

# The namespace is made a moment after the port opens; only then can workflows start.
temporal_serves() {
  "${TEMPORAL_CLI:-$(temporal_binary)}" operator namespace describe --namespace default --address "$1" --command-timeout 3s >/dev/null 2>&1
}

stop_temporal() {
  stop_process temporal
  drop_env temporal
}
