# shellcheck shell=bash
# ./dev bench [NAME [ARGUMENT…]]: the benchmarks, on real parts; each in a JVM of its own.

# shellcheck source=tools/dev/verbs/test.sh
source "$SLUICE_ROOT/tools/dev/verbs/test.sh"
# shellcheck source=tools/dev/verbs/up.sh
source "$SLUICE_ROOT/tools/dev/verbs/up.sh"
# shellcheck source=tools/dev/gate.sh
source "$SLUICE_ROOT/tools/dev/gate.sh"
# shellcheck source=tools/dev/soak.sh
source "$SLUICE_ROOT/tools/dev/soak.sh"

# name=module class: the default arguments are in run_benchmark.
declare -A BENCHMARKS=(
  [load]="engine dev.sluice.engine.config.LoadBench"
  [latency]="worker dev.sluice.worker.bench.LatencyBench"
  [buildset]="workflows dev.sluice.workflows.bench.BuildsetBench"
  [paused]="workflows dev.sluice.workflows.bench.PausedBuildsBench"
  [step]="activities dev.sluice.activities.step.StepBench"
  [node]="activities dev.sluice.activities.docker.NodeBenchmark"
  [copy]="activities dev.sluice.activities.registry.bench.CopyBenchmark"
  [promote]="activities dev.sluice.activities.registry.bench.PromoteBenchmark"
  [merge]="activities dev.sluice.activities.git.MergeBench"
  [queue]="engine dev.sluice.engine.queue.QueuePlannerBench"
  [changes]="workflows dev.sluice.workflows.bench.QueueBench"
)
BENCHMARK_ORDER=(latency load queue merge step buildset changes paused node copy promote)

verb_bench() {
  local name names=("${BENCHMARK_ORDER[@]}") arguments=()
  if [[ ${1:-} == kills ]]; then
    bench_kills "${@:2}"
    return
  fi
  if (($#)); then
    [[ -n ${BENCHMARKS[$1]:-} ]] || unknown_option bench "$1" kills "${BENCHMARK_ORDER[@]}"
    names=("$1")
    arguments=("${@:2}")
  fi
  lock_checkout bench
  trap end_test_parts EXIT
  trap 'exit 130' INT TERM
  # The projects of the latency benchmark, whose jobs do nothing, in place of the demo's.
  DEMO_DEFS=$SLUICE_ROOT/job-defs/bench SLUICE_TENANTS=$SLUICE_ROOT/job-defs/bench/main.yaml
  if [[ " ${names[*]} " == *" latency "* ]]; then bring_up; else start_parts; fi
  benchmark_classes
  test_environment
  use_jdk
  for name in "${names[@]}"; do
    # The others bring their own workers to the same task queue.
    [[ $name == latency ]] || stop_worker
    say "benchmark $name"
    run_benchmark "$name" "${arguments[@]}"
  done
}

# bench_kills [N [SEED]]: the soak test, as long as wanted.
bench_kills() {
  lock_checkout bench
  use_gate_tenant
  bring_up
  soak "${1:-50}" "${2:-}"
}

# Test classes and what they need, each module by its own class path.
benchmark_classes() {
  local log=$SLUICE_LOGS/bench-build.log
  say "compiling the benchmarks (log: $log)"
  "$SLUICE_ROOT/mvnw" --batch-mode --file "$SLUICE_ROOT/pom.xml" --projects worker --also-make test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test >"$log" 2>&1 </dev/null || fail_with_log "$log" "the benchmarks do not compile."
}

run_benchmark() {
  local name=$1 module class
  read -r module class <<<"${BENCHMARKS[$name]}"
  shift
  if (($# == 0)); then
    case $name in
    buildset) set -- "$(get_env SLUICE_TEMPORAL_ADDRESS)" 20 ;;
    changes) set -- "$(get_env SLUICE_TEMPORAL_ADDRESS)" 1000 20 ;;
    paused) set -- "$(get_env SLUICE_TEMPORAL_ADDRESS)" 1000 ;;
    node) set -- "$SLUICE_DOCKER_HOST" "$SLUICE_NODE_IMAGE" 20 ;;
    copy) apt_ensure skopeo=skopeo && set -- 200 9 ;;
    esac
  fi
  # The flags of ./sluice.
  SLUICE_IT_SITE=$SLUICE_HERE "$JAVA_HOME/bin/java" -XX:+EnableDynamicAgentLoading --sun-misc-unsafe-memory-access=allow \
    --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Djdk.httpclient.bufsize=131072 -cp "$SLUICE_ROOT/$module/target/test-classes:$SLUICE_ROOT/$module/target/classes:$(<"$SLUICE_ROOT/$module/target/bench.classpath")" \
    "$class" "$@"
}
