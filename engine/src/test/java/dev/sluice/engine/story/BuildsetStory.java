package dev.sluice.engine.story;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction;
import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.buildset.BuildsetEvent.CarriedResult;
import dev.sluice.engine.buildset.BuildsetPlan;
import dev.sluice.engine.buildset.BuildsetPlanner;
import dev.sluice.engine.buildset.BuildsetState;
import dev.sluice.engine.buildset.JobRun;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.jobgraph.SemaphoreUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plays commands against the buildset planner. Builds are called by their job and a number: `unit#1`.
final class BuildsetStory {
    private final BuildsetPlanner planner = new BuildsetPlanner();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Map<String, Integer> tries = new LinkedHashMap<>();
    private final Map<String, String> current = new LinkedHashMap<>();
    private BuildsetState state = planner.initial("buildset", "seed", StoryChanges.change("A"));
    private long now;

    List<String> play(List<String> command) {
        Words words = Words.of(command.getFirst());
        now += 1000;
        return switch (words.word(0)) {
            case "graph" -> apply(prepared(words, command.subList(1, command.size())));
            case "run" -> apply(new BuildsetEvent.BuildStarted(build(words), "http://log/" + words.word(1), now));
            case "pause" -> apply(new BuildsetEvent.BuildPaused(build(words), StoryData.returned(words), now));
            case "end" -> apply(new BuildsetEvent.BuildEnded(build(words), end(words), StoryData.returned(words), now));
            case "failing" -> apply(new BuildsetEvent.BuildFailing(build(words), now));
            case "meet" -> apply(new BuildsetEvent.RequirementsMet(words.word(1), ahead(words), now));
            case "refuse" -> apply(new BuildsetEvent.RequirementsFailed(words.word(1), words.rest(2), now));
            case "grant" -> apply(new BuildsetEvent.SemaphoresAcquired(words.word(1), now));
            case "hold" -> apply(new BuildsetEvent.HeldByItemAhead(true, now));
            case "unhold" -> apply(new BuildsetEvent.HeldByItemAhead(false, now));
            case "reported" -> apply(new BuildsetEvent.ItemReported(now));
            case "cancel" -> apply(new BuildsetEvent.CancelRequested(words.rest(1), now));
            case "show" -> state.jobs().stream().map(this::shown).toList();
            default -> throw new IllegalArgumentException("unknown command: " + command.getFirst());
        };
    }

    /// `unit` stands for the newest build of unit, `unit#1` for its first.
    private String build(Words words) {
        String name = words.word(1);
        String build = name.contains("#") ? name : current.getOrDefault(name, name);
        return aliases.entrySet().stream()
                .filter(entry -> entry.getValue().equals(build))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(build);
    }

    private static BuildEnd end(Words words) {
        return switch (words.word(2)) {
            case "no-result" -> new BuildEnd.NoResult("pre-run failed");
            case "lost" -> new BuildEnd.Lost("the host is gone");
            case "node-failure" -> new BuildEnd.NodeFailure("no node");
            case "canceled" -> new BuildEnd.Canceled();
            default -> new BuildEnd.Finished(BuildResult.valueOf(words.word(2)), Optional.empty());
        };
    }

    private static List<Artifact> ahead(Words words) {
        return words.list("artifact").stream()
                .map(name -> new Artifact(name, "http://ahead/" + name, Map.of(), Map.of("change", "7")))
                .toList();
    }

    private BuildsetEvent prepared(Words words, List<String> lines) {
        List<JobNode> jobs = new ArrayList<>();
        List<CarriedResult> carried = new ArrayList<>();
        for (String line : lines) {
            Words job = Words.of(line);
            jobs.add(StoryJobs.job(job));
            if (job.has("carried")) {
                carried.add(carried(job));
            }
        }
        return new BuildsetEvent.Prepared(jobs, words.has("fail-fast"), carried, now);
    }

    private CarriedResult carried(Words job) {
        String name = job.word(0);
        aliases.put("old-" + name, name + "#old");
        ReturnedData returned = StoryData.returned(job);
        BuildReport report = new BuildReport(
                name,
                "old-" + name,
                BuildResult.SUCCESS,
                "",
                true,
                Optional.of("http://old/" + name),
                1,
                2,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                returned.artifacts(),
                List.of());
        return new CarriedResult(name, "old-" + name, report, returned);
    }

    private List<String> apply(BuildsetEvent event) {
        BuildsetPlan plan = planner.plan(state, event);
        state = plan.next();
        return plan.actions().isEmpty()
                ? List.of("nothing")
                : plan.actions().stream().map(this::text).toList();
    }

    private String text(BuildsetAction action) {
        return switch (action) {
            case BuildsetAction.StartBuild start -> {
                int number = tries.merge(start.job(), 1, Integer::sum);
                String alias = start.job() + "#" + number;
                aliases.put(start.build(), alias);
                current.put(start.job(), alias);
                yield "start " + alias + " attempt " + start.attempt()
                        + (start.parentData().isEmpty() ? "" : " data " + start.parentData())
                        + (start.parentSecrets().isEmpty() ? "" : " secrets " + start.parentSecrets())
                        + StoryData.artifacts(start.artifacts())
                        + (start.childJobs().isEmpty() ? "" : " children " + start.childJobs());
            }
            case BuildsetAction.ResumeBuild resume -> "resume " + alias(resume.build());
            case BuildsetAction.CancelBuild cancel -> "cancel " + alias(cancel.build()) + ": " + cancel.reason();
            case BuildsetAction.AcquireSemaphores acquire ->
                "acquire " + names(acquire.semaphores()) + " for " + acquire.job();
            case BuildsetAction.ReleaseSemaphores release ->
                "release " + names(release.semaphores()) + " of " + release.job();
            case BuildsetAction.TellQueue tell ->
                "tell " + tell.progress().job() + " " + tell.progress().state()
                        + StoryData.optional("", tell.progress().result())
                        + (tell.progress().failing() ? " failing" : "")
                        + (tell.progress().artifacts().isEmpty() ? "" : " with artifacts");
            case BuildsetAction.RecordBuild record ->
                "record " + alias(record.report()) + " " + record.report().result()
                        + (record.last() ? "" : " not last");
            case BuildsetAction.Reportable reportable -> "reportable " + results(reportable.builds());
            case BuildsetAction.Complete complete -> "complete " + complete.result() + " " + results(complete.builds());
        };
    }

    private static List<String> results(List<BuildReport> builds) {
        return builds.stream()
                .map(report -> report.job() + "=" + report.result() + (report.carriedOver() ? "(carried)" : ""))
                .toList();
    }

    private static List<String> names(List<SemaphoreUse> semaphores) {
        return semaphores.stream().map(SemaphoreUse::name).toList();
    }

    private String alias(BuildReport report) {
        return aliases.getOrDefault(report.build(), report.job());
    }

    private String alias(String build) {
        return aliases.getOrDefault(build, build);
    }

    private String shown(JobRun run) {
        return run.node().name() + " " + run.step()
                + run.verdict()
                        .map(verdict -> " " + verdict.result()
                                + (verdict.detail().isEmpty() ? "" : " (" + verdict.detail() + ")")
                                + (verdict.skippedByChildJobs() ? " (by child_jobs)" : "")
                                + (verdict.carriedOver() ? " (carried over)" : ""))
                        .orElse("");
    }
}
