# shellcheck shell=bash
# The Java build, when its output is older than its sources.

SLUICE_JAR=$SLUICE_ROOT/worker/target/sluice.jar

build_is_stale() {
  [[ -s $SLUICE_JAR ]] || return 0
  [[ -n $(cd "$SLUICE_ROOT" && find pom.xml ./*/pom.xml ./*/src/main -newer "$SLUICE_JAR" -print -quit) ]]
}

ensure_build() {
  [[ -d $SLUICE_ROOT/worker ]] || fail "'$SLUICE_ROOT/worker' is not there: this checkout has no Java sources."
  if ! build_is_stale; then return; fi
  use_jdk
  local log=$SLUICE_LOGS/build.log pid
  say "building Sluice with Maven (log: $log)"
  # Maven's own repository is not made for two Mavens at once.
  with_lock maven run_build "$log"
}

run_build() {
  "$SLUICE_ROOT/mvnw" --batch-mode --file "$SLUICE_ROOT/pom.xml" --projects worker --also-make package -DskipTests >"$1" 2>&1 &
  local pid=$!
  wait_for 1500 "the build (pid $pid)" "$1" process_ended "$pid"
  if ! wait "$pid"; then
    fail_with_log "$1" "Sluice does not compile." "The whole output: $1"
  fi
  [[ -s $SLUICE_JAR ]] || fail "the build passed, but made no '$SLUICE_JAR'." "worker/pom.xml must name its jar 'sluice'."
}
