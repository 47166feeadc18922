package dev.sluice.engine.conform.world;

import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildsetAction;
import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.buildset.BuildsetPlan;
import dev.sluice.engine.buildset.BuildsetPlanner;
import dev.sluice.engine.buildset.BuildsetState;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.CycleGraph;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.queue.QueueAction;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.report.Review;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The shells of a world: performs what queue and buildset planners ask for.
final class Buildsets {
    private final BuildsetPlanner planner = new BuildsetPlanner();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final FakeHistory history = new FakeHistory();
    private final World world;

    private static final class Running {
        private final String pipeline;
        private final Subject subject;
        private final List<Change> cycle;
        private final List<Subject> ahead;
        private final int order;
        private BuildsetState state;
        private List<JobNode> jobs = List.of();
        private Map<String, List<Change>> owners = new LinkedHashMap<>();
        private boolean canceled;

        private Running(String pipeline, QueueAction.StartBuildset start, int order, BuildsetState state) {
            this.pipeline = pipeline;
            this.subject = start.subject();
            this.cycle = start.cycle();
            this.ahead = start.ahead();
            this.order = order;
            this.state = state;
        }

        private List<Subject> own() {
            return cycle.isEmpty() ? List.of(subject) : List.copyOf(cycle);
        }

        private List<Subject> all() {
            List<Subject> all = new ArrayList<>(ahead);
            all.addAll(own());
            return all;
        }

        /// The subject a job runs for.
        private Subject ownerOf(String job) {
            List<Change> changes = owners.getOrDefault(job, List.of());
            return changes.isEmpty() ? subject : changes.getFirst();
        }
    }

    Buildsets(World world) {
        this.world = world;
    }

    void perform(String pipeline, QueueAction action) {
        switch (action) {
            case QueueAction.StartBuildset start -> start(pipeline, start);
            case QueueAction.CancelBuildset cancel -> {
                of(cancel.buildset()).canceled = true;
                world.tellBuildset(cancel.buildset(), new BuildsetEvent.CancelRequested(cancel.reason(), world.now()));
            }
            case QueueAction.MeetRequirements meet ->
                world.tellBuildset(
                        meet.buildset(), new BuildsetEvent.RequirementsMet(meet.job(), meet.artifacts(), world.now()));
            case QueueAction.FailRequirements fail ->
                world.tellBuildset(
                        fail.buildset(), new BuildsetEvent.RequirementsFailed(fail.job(), fail.detail(), world.now()));
            case QueueAction.LookUpArtifacts question -> {
                FakeHistory.Answer answer =
                        history.find(pipeline, question.ahead(), question.job(), question.requires());
                world.tell(
                        pipeline,
                        new QueueEvent.ArtifactsFound(
                                question.buildset(),
                                question.job(),
                                answer.artifacts(),
                                answer.failure(),
                                world.now()));
            }
            case QueueAction.Report report -> {
                boolean delivered = true;
                for (Review review : report.reviews()) {
                    delivered &= world.gerrit().take(review, world.now() / 1000);
                }
                boolean merged = report.reviews().stream()
                        .allMatch(review -> world.gerrit()
                                .numbered(review.change().number())
                                .merged());
                world.tell(
                        pipeline,
                        new QueueEvent.Reported(report.item(), report.action(), delivered, merged, world.now()));
            }
            case QueueAction.RunReporterJobs(String buildset) ->
                world.tellBuildset(buildset, new BuildsetEvent.ItemReported(world.now()));
            case QueueAction.HoldBuildset hold ->
                world.tellBuildset(hold.buildset(), new BuildsetEvent.HeldByItemAhead(hold.held(), world.now()));
            case QueueAction.Announce announced -> world.announce(pipeline, announced);
            case QueueAction.EnqueueAgain again ->
                world.later(() ->
                        world.enqueue(pipeline, world.gerrit().at(again.change().key()), true));
            case QueueAction.Supersede supersede ->
                supersede
                        .pipelines()
                        .forEach(other -> world.tell(
                                other,
                                new QueueEvent.Dequeue(
                                        supersede.subject().id(),
                                        supersede.subject().project().canonicalName(),
                                        world.now())));
            // The fake Gerrit has no trees, and nobody reads mail.
            case QueueAction.CompareLanded _, QueueAction.SendMail _ -> {}
            case QueueAction.RecordBuildset ended ->
                of(ended.buildset()).own().forEach(own -> world.outcomes().result(key(pipeline, own), ended.result()));
        }
    }

    private Outcomes.Key key(String pipeline, Subject subject) {
        return new Outcomes.Key(world.gerrit().name(subject), pipeline);
    }

    private void start(String pipeline, QueueAction.StartBuildset start) {
        BuildsetState initial = planner.initial(start.buildset(), "world", start.subject());
        if (start.held()) {
            initial = planner.plan(initial, new BuildsetEvent.HeldByItemAhead(true, world.now()))
                    .next();
        }
        Running started = new Running(pipeline, start, running.size(), initial);
        running.put(start.buildset(), started);
        started.own().forEach(own -> world.outcomes().started(key(pipeline, own)));
        world.later(() -> prepare(start.buildset()));
    }

    private void prepare(String uuid) {
        Running buildset = of(uuid);
        if (buildset.canceled) {
            return;
        }
        switch (Prepared.of(
                world.tenant(), world.gerrit(), buildset.pipeline, buildset.ahead, buildset.subject, buildset.cycle)) {
            case Prepared.Conflict(List<String> paths) ->
                world.tell(buildset.pipeline, new QueueEvent.MergeConflicted(uuid, "", paths, world.now()));
            case Prepared.Refused(List<Problem> problems) ->
                world.tell(buildset.pipeline, new QueueEvent.ConfigurationRefused(uuid, problems, false, world.now()));
            case Prepared.Ready ready -> ready(uuid, buildset, ready);
        }
    }

    private void ready(String uuid, Running buildset, Prepared.Ready ready) {
        ready.frozen().forEach((own, frozen) -> world.outcomes().froze(key(buildset.pipeline, own), frozen));
        buildset.owners = ready.owners();
        buildset.jobs = ready.jobs().stream().map(FrozenJob::node).toList();
        world.tell(
                buildset.pipeline,
                new QueueEvent.BuildsetPrepared(
                        uuid, uuid, buildset.jobs, ready.projectInPipeline(), ready.warnings(), world.now()));
        world.tellBuildset(uuid, new BuildsetEvent.Prepared(buildset.jobs, ready.failFast(), List.of(), world.now()));
    }

    void apply(String uuid, BuildsetEvent event) {
        Running buildset = of(uuid);
        BuildsetPlan plan = planner.plan(buildset.state, event);
        buildset.state = plan.next();
        plan.actions().forEach(action -> perform(uuid, buildset, action));
    }

    private void perform(String uuid, Running buildset, BuildsetAction action) {
        switch (action) {
            case BuildsetAction.StartBuild start -> build(uuid, buildset, start);
            case BuildsetAction.ResumeBuild(String build) ->
                world.executor().resume(build).ifPresent(this::take);
            case BuildsetAction.CancelBuild cancel ->
                world.executor().cancel(cancel.build()).ifPresent(this::take);
            case BuildsetAction.AcquireSemaphores ask ->
                world.semaphores().ask(new FakeSemaphores.Request(uuid, buildset.order, ask.job(), ask.semaphores()));
            case BuildsetAction.ReleaseSemaphores release -> world.semaphores().release(uuid, release.job());
            case BuildsetAction.TellQueue tell ->
                world.tell(buildset.pipeline, new QueueEvent.JobProgressed(uuid, tell.progress(), world.now()));
            case BuildsetAction.RecordBuild ended -> record(uuid, buildset, ended);
            case BuildsetAction.Reportable(List<BuildReport> builds) ->
                world.tell(buildset.pipeline, new QueueEvent.BuildsetReportable(uuid, builds, world.now()));
            case BuildsetAction.Complete complete -> {
                ended(buildset, complete.builds());
                world.tell(
                        buildset.pipeline,
                        new QueueEvent.BuildsetCompleted(uuid, complete.result(), complete.builds(), world.now()));
            }
        }
    }

    private void ended(Running buildset, List<BuildReport> builds) {
        for (Subject own : buildset.own()) {
            List<BuildReport> about = builds.stream()
                    .filter(build -> !(own instanceof Change change)
                            || buildset.owners
                                    .getOrDefault(build.job(), List.of(change))
                                    .contains(change))
                    .toList();
            world.outcomes().ended(key(buildset.pipeline, own), about);
        }
    }

    private void record(String uuid, Running buildset, BuildsetAction.RecordBuild ended) {
        if (ended.last() && buildset.ownerOf(ended.report().job()) instanceof Change change) {
            List<String> provides = buildset.jobs.stream()
                    .filter(job -> job.name().equals(ended.report().job()))
                    .flatMap(job -> job.provides().stream())
                    .toList();
            history.add(new FakeHistory.Entry(buildset.pipeline, uuid, change, provides, ended.report()));
        }
    }

    private void build(String uuid, Running buildset, BuildsetAction.StartBuild start) {
        String ref = buildset.subject instanceof GitRef own ? own.ref() : "";
        List<String> changes = ref.isEmpty()
                ? buildset.all().stream().map(world.gerrit()::name).toList()
                : List.of();
        Subject owner = buildset.ownerOf(start.job());
        String change = ref.isEmpty() ? world.gerrit().name(owner) : "";
        FakeExecutor.Build build =
                new FakeExecutor.Build(start, uuid, changes, change, ref, variables(uuid, buildset, owner, start));
        if (world.executor().start(build)) {
            world.tellBuildset(uuid, new BuildsetEvent.BuildStarted(start.build(), "", world.now()));
        } else {
            BuildEnd end = new BuildEnd.NodeFailure("");
            world.tellBuildset(
                    uuid, new BuildsetEvent.BuildEnded(start.build(), end, ReturnedData.nothing(), world.now()));
        }
    }

    /// The variable `zuul` of a build, as far as cases look at it (part 8 of the semantics).
    private Map<String, Object> variables(
            String uuid, Running buildset, Subject owner, BuildsetAction.StartBuild start) {
        Map<String, Object> zuul = new LinkedHashMap<>();
        zuul.put("build", start.build());
        zuul.put("buildset", uuid);
        zuul.put("pipeline", buildset.pipeline);
        zuul.put("job", CycleGraph.jobOf(start.job()));
        zuul.put("attempts", start.attempt());
        buildset.jobs.stream()
                .filter(job -> job.name().equals(start.job()))
                .findFirst()
                .ifPresent(job -> {
                    zuul.put("voting", job.voting());
                    zuul.put("max_attempts", job.attempts());
                });
        zuul.put("branch", owner.branch());
        if (owner instanceof Change change) {
            zuul.put("change", Integer.toString(change.number()));
            zuul.put("patchset", Integer.toString(change.patchset()));
        }
        if (!start.artifacts().isEmpty()) {
            zuul.put(
                    "artifacts",
                    start.artifacts().stream().map(FakeExecutor::variable).toList());
        }
        zuul.put("child_jobs", start.childJobs());
        return zuul;
    }

    /// The engine hears how a build went on.
    void take(FakeExecutor.Turn turn) {
        switch (turn) {
            case FakeExecutor.Turn.Pauses pauses ->
                world.tellBuildset(
                        pauses.build().buildset(),
                        new BuildsetEvent.BuildPaused(pauses.build().start().build(), pauses.returned(), world.now()));
            case FakeExecutor.Turn.Ends ends ->
                world.tellBuildset(
                        ends.build().buildset(),
                        new BuildsetEvent.BuildEnded(
                                ends.build().start().build(), ends.end(), ends.returned(), world.now()));
        }
    }

    int grantSemaphores() {
        List<FakeSemaphores.Request> granted = world.semaphores().grant(world.tenant());
        granted.forEach(request -> world.tellBuildset(
                request.buildset(), new BuildsetEvent.SemaphoresAcquired(request.job(), world.now())));
        return granted.size();
    }

    private Running of(String uuid) {
        return Optional.ofNullable(running.get(uuid))
                .orElseThrow(() -> new IllegalStateException("no buildset " + uuid));
    }
}
