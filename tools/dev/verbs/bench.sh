# shellcheck shell=bash
# ./dev bench [NAME]: the benchmarks, on real parts.

# shellcheck source=tools/dev/verbs/test.sh
source "$SLUICE_ROOT/tools/dev/verbs/test.sh"

BENCH_MAIN=dev.sluice.bench.Main

verb_bench() {
  lock_checkout bench
  trap end_test_parts EXIT
  in_parallel "Docker and images"=start_test_containers Gerrit=ensure_gerrit Temporal=ensure_temporal_binary "Java build"=ensure_build
  test_environment
  use_jdk
  # The star is for Java, which takes it as all jars of that directory.
  local path="$SLUICE_ROOT/worker/target/test-classes:$SLUICE_JAR:$SLUICE_ROOT/worker/target/lib/*"
  "$JAVA_HOME/bin/javap" -cp "$path" "$BENCH_MAIN" >/dev/null 2>&1 ||
    fail "this build has no benchmarks: class '$BENCH_MAIN' is not in worker/target." "It belongs into the worker module's tests."
  "$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -cp "$path" "$BENCH_MAIN" "$@"
}
