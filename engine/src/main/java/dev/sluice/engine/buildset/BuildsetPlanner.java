package dev.sluice.engine.buildset;

import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.buildset.BuildsetState.Stage;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Decides what a buildset does next; same state and event, same plan.
///
/// An event about a build that ended or was never started, or one that comes after the end, changes nothing.
public final class BuildsetPlanner {

    /// A buildset whose artifacts are marked with nothing but the job's name.
    public BuildsetState initial(String buildset, String idSeed) {
        return new BuildsetState(buildset, idSeed, 0, Map.of(), Stage.PREPARING, false, false, List.of());
    }

    /// A buildset whose job graph is not known yet.
    ///
    /// @param idSeed random text from the caller; build uuids are derived from it and a counter
    /// @param subject what is tested; returned artifacts without a source are marked with it (E13)
    public BuildsetState initial(String buildset, String idSeed, Subject subject) {
        return new BuildsetState(buildset, idSeed, 0, source(subject), Stage.PREPARING, false, false, List.of());
    }

    public BuildsetPlan plan(BuildsetState state, BuildsetEvent event) {
        if (state.stage() == Stage.COMPLETE) {
            return new BuildsetPlan(state, List.of());
        }
        BuildsetBoard board = new BuildsetBoard(state, event.atEpochMilli());
        apply(board, event);
        settle(board);
        List<BuildsetAction> actions = new ArrayList<>(board.actions());
        actions.addAll(tidings(state, board));
        complete(board, actions);
        return new BuildsetPlan(board.after(), List.copyOf(actions));
    }

    private static void apply(BuildsetBoard board, BuildsetEvent event) {
        switch (event) {
            case BuildsetEvent.Prepared prepared -> {
                if (board.stage() == Stage.PREPARING) {
                    board.begin(CarryOver.runs(prepared.jobs(), prepared.carried()), prepared.failFast());
                }
            }
            case BuildsetEvent.RequirementsMet met ->
                board.find(met.job()).ifPresent(run -> board.put(run.requirementsMetWith(met.artifacts())));
            case BuildsetEvent.RequirementsFailed failed ->
                board.find(failed.job()).ifPresent(run -> board.put(run.requirementsFailedBecause(failed.detail())));
            case BuildsetEvent.SemaphoresAcquired acquired -> JobStarts.granted(board, acquired.job());
            case BuildsetEvent.BuildStarted started ->
                board.building(started.build()).ifPresent(run -> started(board, run, started));
            case BuildsetEvent.BuildPaused paused ->
                board.building(paused.build()).ifPresent(run -> paused(board, run, paused));
            case BuildsetEvent.BuildEnded ended ->
                board.building(ended.build())
                        .ifPresent(run -> JobEnds.ended(board, run, ended.end(), ended.returned()));
            case BuildsetEvent.BuildFailing failing ->
                board.building(failing.build())
                        .ifPresent(run -> board.put(run.with(JobEnds.tryOf(run).nowFailing())));
            case BuildsetEvent.HeldByItemAhead held -> board.hold(held.held());
            case BuildsetEvent.ItemReported _ -> {
                if (board.stage() == Stage.REPORTABLE) {
                    board.enter(Stage.REPORTING);
                }
            }
            case BuildsetEvent.CancelRequested cancel -> {
                if (board.stage() != Stage.REPORTING) {
                    board.leaveOutReporters();
                }
                board.enter(Stage.CANCELING);
                Skips.cancelAll(board, cancel.reason());
            }
        }
    }

    private static void started(BuildsetBoard board, JobRun run, BuildsetEvent.BuildStarted started) {
        JobRun running = run.with(JobEnds.tryOf(run).startedAt(started.url(), started.atEpochMilli()));
        board.put(run.step() == JobStep.STARTING ? running.at(JobStep.RUNNING) : running);
    }

    private static void paused(BuildsetBoard board, JobRun run, BuildsetEvent.BuildPaused paused) {
        boolean wanted = !JobEnds.tryOf(run).cancelAsked();
        if (wanted && (run.step() == JobStep.STARTING || run.step() == JobStep.RUNNING)) {
            ReturnedData told =
                    ReturnedArtifacts.complete(paused.returned(), board.before().source(), run.name());
            board.put(run.with(JobEnds.tryOf(run).returning(told)).at(JobStep.PAUSED));
        }
    }

    private static void settle(BuildsetBoard board) {
        if (board.stage() != Stage.RUNNING && board.stage() != Stage.REPORTING) {
            return;
        }
        boolean changed = true;
        while (changed) {
            changed = JobStarts.refuse(board);
            changed |= Skips.skip(board);
            changed |= Skips.failFast(board);
            changed |= JobStarts.startReady(board);
        }
        for (JobRun run : board.jobs()) {
            boolean waited = run.step() == JobStep.PAUSED && !JobEnds.tryOf(run).cancelAsked();
            if (waited
                    && board.graph().dependentsOf(run.name()).stream()
                            .map(board::job)
                            .filter(board::counts)
                            .allMatch(JobRun::complete)) {
                board.act(new BuildsetAction.ResumeBuild(JobEnds.tryOf(run).build()));
                board.put(run.at(JobStep.RESUMED));
            }
        }
    }

    /// The jobs whose progress the queue does not know yet.
    private static List<BuildsetAction> tidings(BuildsetState before, BuildsetBoard board) {
        Map<String, JobProgress> known = new LinkedHashMap<>();
        before.jobs().forEach(run -> known.put(run.name(), JobReports.progress(run)));
        List<BuildsetAction> tidings = new ArrayList<>();
        for (JobRun run : board.jobs()) {
            JobProgress now = JobReports.progress(run);
            JobProgress then = known.getOrDefault(run.name(), JobReports.progress(JobRun.waiting(run.node())));
            if (!now.equals(then)) {
                tidings.add(new BuildsetAction.TellQueue(now));
            }
        }
        return tidings;
    }

    private static void complete(BuildsetBoard board, List<BuildsetAction> actions) {
        List<JobRun> jobs = board.jobs().stream().filter(board::counts).toList();
        if (!jobs.stream().allMatch(JobRun::complete)) {
            return;
        }
        switch (board.stage()) {
            case PREPARING, REPORTABLE, COMPLETE -> {}
            case RUNNING -> {
                BuildResult result = JobReports.result(jobs);
                if (result == BuildResult.SUCCESS && jobs.size() < board.jobs().size()) {
                    actions.add(new BuildsetAction.Reportable(reports(jobs)));
                    board.enter(Stage.REPORTABLE);
                } else {
                    board.leaveOutReporters();
                    complete(board, actions, result);
                }
            }
            case REPORTING -> complete(board, actions, JobReports.result(jobs));
            case CANCELING -> complete(board, actions, BuildResult.CANCELED);
        }
    }

    private static void complete(BuildsetBoard board, List<BuildsetAction> actions, BuildResult result) {
        actions.add(new BuildsetAction.Complete(result, reports(board.jobs())));
        board.enter(Stage.COMPLETE);
    }

    private static List<BuildReport> reports(List<JobRun> jobs) {
        return jobs.stream().map(JobReports::report).toList();
    }

    private static Map<String, String> source(Subject subject) {
        Map<String, String> source = new LinkedHashMap<>();
        source.put("project", subject.project().name());
        if (!subject.branch().isEmpty()) {
            source.put("branch", subject.branch());
        }
        switch (subject) {
            case Change change -> {
                source.put("change", Integer.toString(change.number()));
                source.put("patchset", Integer.toString(change.patchset()));
            }
            case GitRef ref -> {
                source.put("ref", ref.ref());
                put(source, "oldrev", ref.oldRevision());
                put(source, "newrev", ref.newRevision());
                put(
                        source,
                        "tag",
                        ref.ref().startsWith("refs/tags/") ? ref.ref().substring(10) : "");
            }
        }
        return source;
    }

    private static void put(Map<String, String> map, String key, String value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }
}
