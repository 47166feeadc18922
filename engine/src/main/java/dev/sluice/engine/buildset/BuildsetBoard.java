package dev.sluice.engine.buildset;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.engine.buildset.BuildsetState.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A buildset while one event is worked in: its jobs and the actions so far.
final class BuildsetBoard {
    private final BuildsetState before;
    private final long atEpochMilli;
    private final List<JobRun> jobs;
    private final List<BuildsetAction> actions = new ArrayList<>();
    private JobGraph graph;
    private int idsGiven;
    private Stage stage;
    private boolean failFast;
    private boolean held;

    BuildsetBoard(BuildsetState before, long atEpochMilli) {
        this.before = before;
        this.atEpochMilli = atEpochMilli;
        jobs = new ArrayList<>(before.jobs());
        graph = graphOf(jobs);
        idsGiven = before.idsGiven();
        stage = before.stage();
        failFast = before.failFast();
        held = before.held();
    }

    void begin(List<JobRun> runs, boolean stopAtFirstFailure) {
        jobs.clear();
        jobs.addAll(runs);
        graph = graphOf(jobs);
        stage = Stage.RUNNING;
        failFast = stopAtFirstFailure;
    }

    private static JobGraph graphOf(List<JobRun> runs) {
        return new JobGraph(runs.stream().map(JobRun::node).toList());
    }

    long now() {
        return atEpochMilli;
    }

    JobGraph graph() {
        return graph;
    }

    Stage stage() {
        return stage;
    }

    void enter(Stage next) {
        stage = next;
    }

    /// Whether the buildset's end waits for the job now; reporter jobs come after that.
    boolean counts(JobRun run) {
        return !run.node().reporter() || stage == Stage.REPORTING || stage == Stage.CANCELING;
    }

    /// They will not run: nothing is said of them.
    void leaveOutReporters() {
        jobs.removeIf(run -> run.node().reporter());
        graph = graphOf(jobs);
    }

    boolean failFast() {
        return failFast;
    }

    boolean held() {
        return held;
    }

    void hold(boolean hold) {
        held = hold;
    }

    BuildsetState before() {
        return before;
    }

    /// A copy: rules change jobs while they walk over them.
    List<JobRun> jobs() {
        return List.copyOf(jobs);
    }

    JobRun job(String name) {
        return jobs.stream()
                .filter(run -> run.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no job " + name + " in buildset " + before.buildset()));
    }

    Optional<JobRun> find(String name) {
        return jobs.stream().filter(run -> run.name().equals(name)).findFirst();
    }

    /// The job whose live build this is.
    Optional<JobRun> building(String build) {
        return jobs.stream()
                .filter(JobRun::building)
                .filter(run -> run.build().map(JobRun.JobTry::build).equals(Optional.of(build)))
                .findFirst();
    }

    void put(JobRun run) {
        jobs.replaceAll(old -> old.name().equals(run.name()) ? run : old);
    }

    void act(BuildsetAction action) {
        actions.add(action);
    }

    String freshBuild() {
        String text = before.idSeed() + "/" + before.buildset() + "/build/" + idsGiven++;
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString().replace("-", "");
    }

    List<BuildsetAction> actions() {
        return actions;
    }

    BuildsetState after() {
        return new BuildsetState(
                before.buildset(),
                before.idSeed(),
                idsGiven,
                before.source(),
                stage,
                failFast,
                held,
                List.copyOf(jobs));
    }
}
