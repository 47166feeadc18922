# shellcheck shell=bash
# ./dev test: the real parts that tests need, './mvnw verify', then whole sites: the demo with the tests of a running site and
# the broken demo; the gate's demo with the soak test and the gate's stories; and docker-compose.yml.

# shellcheck source=tools/dev/components.sh
source "$SLUICE_ROOT/tools/dev/components.sh"
# shellcheck source=tools/dev/results.sh
source "$SLUICE_ROOT/tools/dev/results.sh"

SOAK_KILLS=${SLUICE_TEST_KILLS:-50}

verb_test() {
  lock_checkout test
  local failed=0 maven=0
  trap end_test_parts EXIT
  trap 'exit 130' INT TERM
  in_parallel "Docker and images"=start_test_containers Gerrit=ensure_gerrit Temporal=ensure_temporal_binary
  say "./mvnw verify $*"
  begin_results
  # In a subshell: the demos below find their own way to the engine, and may end and start it.
  (
    test_environment
    exec "$SLUICE_ROOT/mvnw" --batch-mode --file "$SLUICE_ROOT/pom.xml" verify "$@" </dev/null
  ) || maven=$?
  ((maven == 0)) || warn "./mvnw verify failed (exit code $maven): its output above says where"
  count_maven_results "$SLUICE_HERE/test-began"
  if ((maven)); then
    failed=1
    # A build that broke without a failing test still counts as one failure.
    ((RESULT_FAILED)) || RESULT_FAILED=1
  elif (($# == 0)) && [[ ${SLUICE_TEST_DEMO:-yes} == yes ]]; then
    # One site for all three; the last brings it down and finds what any of them left.
    if whole_test "demo" ./dev demo --keep; then site_tests site || failed=1; else failed=1; fi
    whole_test "demo broken" ./dev demo broken || failed=1
    # Another tenant, and the same again.
    if whole_test "demo gate" ./dev demo gate --keep; then
      whole_test "soak" ./dev bench kills "$SOAK_KILLS" || failed=1
      site_tests gate-site || failed=1
    else
      failed=1
    fi
    whole_test "down" ./dev down || failed=1
    if temporal_binary >/dev/null && go_is_new_enough; then
      whole_test "compose" tools/compose/try.sh --local-images || failed=1
    else
      say "docker-compose.yml is not tried: its Temporal images are built with Go >= $TEMPORAL_GO, which is not here"
      RESULT_SKIPPED=$((RESULT_SKIPPED + 1))
    fi
  else
    say "the whole site is not tested: $([[ ${SLUICE_TEST_DEMO:-yes} == yes ]] && echo 'Maven arguments were given' || echo "SLUICE_TEST_DEMO is '$SLUICE_TEST_DEMO'")"
    [[ ${SLUICE_TEST_DEMO:-yes} == yes ]] || RESULT_SKIPPED=$((RESULT_SKIPPED + 8))
  fi
  printf '\n%d passed, %d failed, %d skipped\n' "$RESULT_PASSED" "$RESULT_FAILED" "$RESULT_SKIPPED"
  ((failed == 0)) || exit 1
}

# whole_test NAME SCRIPT…: one of our own scripts as a test; its own process, under this one's lock.
whole_test() {
  local name=$1 started=$EPOCHREALTIME
  shift
  say "whole test: $*"
  if (cd "$SLUICE_ROOT" && SLUICE_STARTED='' "$@" 9>&- </dev/null); then
    good "whole test '$name' passed in $(elapsed_since "$started") s"
    RESULT_PASSED=$((RESULT_PASSED + 1))
  else
    warn "whole test '$name' failed"
    RESULT_FAILED=$((RESULT_FAILED + 1))
    return 1
  fi
}

# site_tests GROUP: the tests with that tag, on the site that a demo left up.
site_tests() {
  local status=0 failed=$RESULT_FAILED
  say "./mvnw verify of the tests tagged '$1'"
  begin_results
  (
    export SLUICE_IT_SITE=$SLUICE_HERE
    exec "$SLUICE_ROOT/mvnw" --batch-mode --file "$SLUICE_ROOT/pom.xml" verify --projects worker --also-make "-Dit.groups=$1" -Dit.excludedGroups= -Dtest=none \
      -Dsurefire.failIfNoSpecifiedTests=false </dev/null
  ) || status=$?
  count_maven_results "$SLUICE_HERE/test-began"
  ((status)) || return 0
  ((RESULT_FAILED > failed)) || RESULT_FAILED=$((RESULT_FAILED + 1))
  warn "tests tagged '$1' failed: the output above says which; the site's log: $SLUICE_LOGS/sluice.log"
  return 1
}

# Failsafe fails on the summary that an earlier run left, when there is nothing to run this time.
begin_results() {
  rm -rf "$SLUICE_ROOT"/*/target/failsafe-reports
  touch "$SLUICE_HERE/test-began"
}

start_test_containers() {
  start_docker
  ensure_images
  ensure_postgres_image
}

ensure_temporal_binary() {
  if ! temporal_binary >/dev/null; then
    warn "no Temporal server can be had here (no 'temporal' on PATH, no Go >= $TEMPORAL_GO): tests that need it are skipped"
  fi
}

# Where tests find the real parts; documented in tools/dev/README.md.
test_environment() {
  find_docker || fail "no Docker engine answers any more." "Its log: $DOCKER_DIR/dockerd.log"
  export DOCKER_HOST=$SLUICE_DOCKER_HOST
  export SLUICE_IT_DOCKER_HOST=$SLUICE_DOCKER_HOST
  export SLUICE_IT_ADVERTISE_HOST
  SLUICE_IT_ADVERTISE_HOST=$(get_env SLUICE_ADVERTISE_HOST)
  export SLUICE_IT_NODE_IMAGE=$SLUICE_NODE_IMAGE
  export SLUICE_IT_REGISTRY_IMAGE=$SLUICE_REGISTRY_IMAGE
  export SLUICE_IT_BUSYBOX_IMAGE=$SLUICE_BUSYBOX_IMAGE
  export SLUICE_IT_POSTGRES_IMAGE=$SLUICE_POSTGRES_IMAGE
  export SLUICE_IT_GERRIT_LAUNCHER=$SLUICE_ROOT/tools/gerrit/launch
  local temporal
  if temporal=$(temporal_binary); then export SLUICE_IT_TEMPORAL=$temporal; fi
  # An engine reached by socket publishes on this host; Ryuk's image is not everywhere, and our own labels do its work.
  export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1 TESTCONTAINERS_CHECKS_DISABLE=true TESTCONTAINERS_RYUK_DISABLED=true
}

end_test_parts() {
  local status=$?
  trap - EXIT INT TERM
  stop_parallel
  (stop_parts) || true
  exit "$status"
}
