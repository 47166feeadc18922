package dev.sluice.engine.buildset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.buildset.BuildsetAction.JobState;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.jobgraph.JobDependency;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.jobgraph.SemaphoreUse;
import dev.sluice.engine.story.StateJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A world around one buildset that answers each action in its own time and checks what the planner promises.
final class RandomBuildset {
    private final RandomGenerator random;
    private final BuildsetPlanner planner = new BuildsetPlanner();
    private final List<JobNode> jobs = new ArrayList<>();
    private final JobGraph graph;
    private final List<String> story = new ArrayList<>();
    private final Map<String, Alive> alive = new LinkedHashMap<>();
    private final Set<String> everStarted = new LinkedHashSet<>();
    private final Map<String, JobProgress> told = new LinkedHashMap<>();
    private final List<String> asking = new ArrayList<>();
    private final Set<String> holding = new LinkedHashSet<>();
    private final List<String> requiring = new ArrayList<>();
    private BuildsetState state;
    private Optional<BuildsetAction.Complete> complete = Optional.empty();
    private int losses;
    private boolean canceled;
    /// Whether the buildset waits to hear that its success was reported, and whether it did.
    private boolean reportable;
    private boolean reporting;
    private long now;

    private static final class Alive {
        private final String job;
        private boolean paused;
        private boolean resumed;
        private boolean cancelAsked;

        private Alive(String job) {
            this.job = job;
        }
    }

    RandomBuildset(RandomGenerator random) {
        this.random = random;
        int count = random.nextInt(1, 12);
        for (int i = 0; i < count; i++) {
            jobs.add(node(i));
        }
        graph = new JobGraph(jobs);
        state = planner.initial("buildset", "seed");
    }

    private JobNode node(int number) {
        List<JobDependency> edges = new ArrayList<>();
        boolean reporter = random.nextInt(10) == 0;
        for (int i = 0; i < number; i++) {
            boolean later = jobs.get(i).reporter() && !reporter;
            if (random.nextInt(4) == 0 && !later) {
                edges.add(new JobDependency("j" + i, random.nextInt(3) == 0));
            }
        }
        boolean requires = random.nextInt(6) == 0;
        if (requires) {
            requiring.add("j" + number);
        }
        return new JobNode(
                "j" + number,
                edges,
                random.nextInt(5) > 0,
                false,
                random.nextInt(1, 4),
                List.of(),
                requires ? List.of("images") : List.of(),
                random.nextInt(5) == 0 ? List.of(new SemaphoreUse("lock" + number, false)) : List.of(),
                List.of(),
                random.nextInt(10) == 0,
                Optional.empty(),
                Optional.empty(),
                reporter);
    }

    String story() {
        return String.join("\n", story);
    }

    void playToTheEnd() {
        apply(new BuildsetEvent.Prepared(jobs, random.nextInt(3) == 0, List.of(), now));
        int steps = 0;
        while (complete.isEmpty()) {
            assertThat(steps++).as("steps").isLessThan(5000);
            step();
        }
        assertThat(alive).as("builds alive at the end").isEmpty();
        assertThat(holding).as("semaphores held at the end").isEmpty();
        assertThat(complete.get().builds()).extracting(BuildReport::job).containsExactlyElementsOf(names());
        assertThat(apply(new BuildsetEvent.CancelRequested("late", now))).isEmpty();
    }

    private List<String> names() {
        return jobs.stream()
                .filter(job -> reporting || !job.reporter())
                .map(JobNode::name)
                .toList();
    }

    private void step() {
        now += 1 + random.nextInt(1000);
        int dice = random.nextInt(100);
        if (reportable && dice < 50) {
            reportable = false;
            canceled = dice < 10;
            reporting = !canceled;
            apply(
                    canceled
                            ? new BuildsetEvent.CancelRequested("not merged", now)
                            : new BuildsetEvent.ItemReported(now));
        } else if (dice < 2 && !canceled) {
            canceled = random.nextInt(3) == 0;
            if (canceled) {
                reportable = false;
                apply(new BuildsetEvent.CancelRequested("by chance", now));
            }
        } else if (dice < 20 && !requiring.isEmpty()) {
            String job = requiring.remove(random.nextInt(requiring.size()));
            apply(
                    random.nextInt(5) == 0
                            ? new BuildsetEvent.RequirementsFailed(job, "no image", now)
                            : new BuildsetEvent.RequirementsMet(job, List.of(), now));
        } else if (dice < 40 && !asking.isEmpty()) {
            String job = asking.remove(random.nextInt(asking.size()));
            holding.add(job);
            apply(new BuildsetEvent.SemaphoresAcquired(job, now));
        } else if (!alive.isEmpty()) {
            List<String> builds = List.copyOf(alive.keySet());
            build(builds.get(random.nextInt(builds.size())));
        } else if (requiring.isEmpty() && asking.isEmpty() && !reportable) {
            throw new AssertionError("nothing can happen any more, and it is not complete: "
                    + state.jobs().stream()
                            .map(run -> "\n" + run.name() + " " + run.step() + " " + run.verdict())
                            .toList());
        }
    }

    private void build(String build) {
        Alive run = alive.get(build);
        int dice = random.nextInt(12);
        if (run.cancelAsked && dice < 8) {
            end(build, new BuildEnd.Canceled());
        } else if (run.paused && !run.resumed) {
            if (dice == 0 && losses++ < 5) {
                end(build, new BuildEnd.Lost("gone"));
            }
        } else if (dice < 2 && !run.resumed) {
            run.paused = true;
            apply(new BuildsetEvent.BuildPaused(build, returned(), now));
        } else if (dice == 2) {
            apply(new BuildsetEvent.BuildStarted(build, "http://log", now));
        } else if (dice == 3) {
            apply(new BuildsetEvent.BuildFailing(build, now));
        } else {
            end(build, ends().get(random.nextInt(ends().size())));
        }
    }

    private List<BuildEnd> ends() {
        List<BuildEnd> ends = new ArrayList<>();
        for (BuildResult result : List.of(
                BuildResult.SUCCESS,
                BuildResult.SUCCESS,
                BuildResult.SUCCESS,
                BuildResult.SUCCESS,
                BuildResult.FAILURE,
                BuildResult.TIMED_OUT)) {
            ends.add(new BuildEnd.Finished(result, Optional.empty()));
        }
        ends.add(new BuildEnd.NoResult("pre-run"));
        ends.add(new BuildEnd.NodeFailure("no node"));
        return ends;
    }

    private ReturnedData returned() {
        ReturnedData nothing = ReturnedData.nothing();
        return random.nextInt(4) > 0
                ? nothing
                : new ReturnedData(
                        nothing.data(),
                        nothing.sealedSecrets(),
                        nothing.artifacts(),
                        Optional.of(random.nextBoolean() ? List.of() : List.of("j" + random.nextInt(jobs.size()))),
                        false,
                        true,
                        nothing.logUrl(),
                        nothing.warnings(),
                        nothing.fileComments());
    }

    private void end(String build, BuildEnd end) {
        alive.remove(build);
        apply(new BuildsetEvent.BuildEnded(build, end, returned(), now));
        assertThat(apply(new BuildsetEvent.BuildEnded(build, end, returned(), now)))
                .as("a second end of the same build")
                .isEmpty();
    }

    private List<BuildsetAction> apply(BuildsetEvent event) {
        story.add(event instanceof BuildsetEvent.Prepared ? "jobs " + jobs : event.toString());
        BuildsetPlan plan = planner.plan(state, event);
        assertThat(planner.plan(state, event)).as("the same plan again").isEqualTo(plan);
        state = StateJson.through(plan.next(), BuildsetState.class);
        // What the queue is told holds for all actions of the same plan.
        for (BuildsetAction action : plan.actions()) {
            if (action instanceof BuildsetAction.TellQueue(JobProgress progress)) {
                told.put(progress.job(), progress);
            }
        }
        plan.actions().forEach(this::check);
        return plan.actions();
    }

    private void check(BuildsetAction action) {
        story.add("    " + action);
        switch (action) {
            case BuildsetAction.StartBuild start -> started(start);
            case BuildsetAction.ResumeBuild(String build) -> resumed(build);
            case BuildsetAction.CancelBuild cancel -> alive.get(cancel.build()).cancelAsked = true;
            case BuildsetAction.AcquireSemaphores acquire -> {
                assertThat(asking).doesNotContain(acquire.job());
                assertThat(holding).doesNotContain(acquire.job());
                asking.add(acquire.job());
            }
            case BuildsetAction.ReleaseSemaphores release -> {
                asking.remove(release.job());
                holding.remove(release.job());
            }
            case BuildsetAction.Reportable good -> {
                assertThat(alive).as("builds alive when reportable").isEmpty();
                assertThat(good.builds()).extracting(BuildReport::job).containsExactlyElementsOf(names());
                reportable = true;
            }
            case BuildsetAction.Complete done -> {
                assertThat(complete).as("complete twice").isEmpty();
                assertThat(alive).as("builds alive when complete").isEmpty();
                complete = Optional.of(done);
            }
            case BuildsetAction.TellQueue tell -> {}
            case BuildsetAction.RecordBuild record -> {}
        }
    }

    private void started(BuildsetAction.StartBuild start) {
        assertThat(everStarted.add(start.build())).as("fresh uuid").isTrue();
        assertThat(alive.values()).as("one build of a job at a time").noneMatch(run -> run.job.equals(start.job()));
        assertThat(canceled).as("started after the buildset was cancelled").isFalse();
        assertThat(reporting || !node(start.job()).reporter())
                .as("a reporter job before the report")
                .isTrue();
        for (String needed : graph.hardDependenciesOf(start.job())) {
            assertThat(good(needed))
                    .as(start.job() + " starts before " + needed)
                    .isTrue();
        }
        for (String needed : graph.dependenciesOf(start.job())) {
            boolean skipped = progress(needed).result().equals(Optional.of(BuildResult.SKIPPED));
            assertThat(good(needed) || skipped)
                    .as(start.job() + " starts before " + needed)
                    .isTrue();
        }
        alive.put(start.build(), new Alive(start.job()));
    }

    private JobNode node(String job) {
        return jobs.stream().filter(node -> node.name().equals(job)).findFirst().orElseThrow();
    }

    private boolean good(String job) {
        return progress(job).result().equals(Optional.of(BuildResult.SUCCESS))
                || progress(job).state() == JobState.PAUSED;
    }

    private JobProgress progress(String job) {
        return told.getOrDefault(job, new JobProgress(job, JobState.WAITING, "", Optional.empty(), false, List.of()));
    }

    private void resumed(String build) {
        Alive run = alive.get(build);
        assertThat(run.paused && !run.resumed).as("paused and not yet resumed").isTrue();
        assertThat(graph.dependentsOf(run.job))
                .as("dependents of " + run.job)
                .filteredOn(job -> reporting || !node(job).reporter())
                .allMatch(job -> progress(job).state() == JobState.COMPLETE);
        run.resumed = true;
    }
}
