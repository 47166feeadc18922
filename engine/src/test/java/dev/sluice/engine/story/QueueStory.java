package dev.sluice.engine.story;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.buildset.BuildsetAction.JobState;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import dev.sluice.engine.queue.Neighbour;
import dev.sluice.engine.queue.QueueAction;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueEvent.Rerun;
import dev.sluice.engine.queue.QueuePlan;
import dev.sluice.engine.queue.QueuePlanner;
import dev.sluice.engine.queue.QueueState;
import dev.sluice.engine.queue.QueueView;
import dev.sluice.engine.report.Mail;
import dev.sluice.engine.report.Review;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plays commands against the queue planner. Buildsets are called by their change and a number: `A#1`.
final class QueueStory {
    private static final long START = 1_767_225_600_000L;

    private final QueuePlanner planner = new QueuePlanner();
    private final Map<String, String> buildsets = new LinkedHashMap<>();
    private final Map<String, String> items = new LinkedHashMap<>();
    private final Map<String, Integer> attempts = new LinkedHashMap<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final Map<String, List<JobNode>> graphs = new LinkedHashMap<>();
    private final Map<String, Map<String, BuildResult>> results = new LinkedHashMap<>();
    private QueueState state = planner.initial(StoryPipelines.check(Words.of("pipeline")), "layout-1", "seed");
    private long now = START;

    List<String> play(List<String> command) {
        Words words = Words.of(command.getFirst());
        now += 1000;
        return switch (words.word(0)) {
            case "pipeline" -> {
                state = planner.initial(
                        StoryPipelines.check(words),
                        "layout-1",
                        "seed",
                        words.option("url").orElse(""));
                yield List.of();
            }
            case "reconfigure" ->
                apply(new QueueEvent.Reconfigured("layout-2", StoryPipelines.check(words), List.of(), now));
            case "enqueue" -> enqueue(words);
            case "enqueue-ref" -> apply(QueueEvent.Enqueue.alone(ref(words), now));
            case "rerun" -> rerun(words);
            case "patchset" -> patchset(words);
            case "abandon" -> apply(new QueueEvent.ChangeAbandoned(current(words.word(1)), now));
            case "update" -> update(words);
            case "dequeue" ->
                apply(new QueueEvent.Dequeue(current(words.word(1)).id(), "p", now));
            case "prepared" -> prepared(words, command.subList(1, command.size()));
            case "refused" ->
                apply(new QueueEvent.ConfigurationRefused(
                        buildset(words), problems(command.subList(1, command.size())), words.has("more"), now));
            case "conflict" ->
                apply(new QueueEvent.MergeConflicted(
                        buildset(words), "The change and its parents touch the same lines.", words.list("files"), now));
            case "job" -> job(words);
            case "completed" -> completed(words);
            case "reportable" -> apply(new QueueEvent.BuildsetReportable(buildset(words), List.of(), now));
            case "found" ->
                apply(new QueueEvent.ArtifactsFound(
                        buildset(words), words.word(2), artifacts(words, "history"), Optional.empty(), now));
            case "not-found" ->
                apply(new QueueEvent.ArtifactsFound(
                        buildset(words), words.word(2), List.of(), Optional.of(words.rest(3)), now));
            case "reported" ->
                apply(new QueueEvent.Reported(
                        item(words.word(1)),
                        words.option("action").orElse("success"),
                        !words.has("lost"),
                        words.has("merged"),
                        now));
            case "show" -> show();
            default -> throw new IllegalArgumentException("unknown command: " + command.getFirst());
        };
    }

    private Change current(String letter) {
        return changes.computeIfAbsent(letter, StoryChanges::change);
    }

    private List<String> enqueue(Words words) {
        Change change = current(words.word(1));
        List<Change> needed = words.list("needs").stream().map(this::current).toList();
        List<ChangeKey> keys = needed.stream().map(Change::key).toList();
        Change asked = StoryChanges.change(words.word(1), change.patchset(), keys);
        changes.put(words.word(1), asked);
        return apply(new QueueEvent.Enqueue(
                asked,
                dev.sluice.engine.queue.Place.ALONE,
                needed.stream()
                        .map(other -> new Neighbour(other, dev.sluice.engine.queue.Place.ALONE, Optional.empty()))
                        .toList(),
                words.has("quiet"),
                false,
                Optional.empty(),
                now));
    }

    private List<String> rerun(Words words) {
        return apply(new QueueEvent.Enqueue(
                current(words.word(1)),
                dev.sluice.engine.queue.Place.ALONE,
                List.of(),
                false,
                true,
                Optional.of(new Rerun(words.word(2))),
                now));
    }

    private static Subject ref(Words words) {
        Change any = StoryChanges.change("A");
        return new GitRef(any.project(), words.word(1), "old", words.word(2), "");
    }

    private List<String> patchset(Words words) {
        Change old = current(words.word(1));
        Change next = StoryChanges.change(words.word(1), old.patchset() + 1, old.needs());
        changes.put(words.word(1), next);
        return apply(new QueueEvent.PatchsetCreated(next, now));
    }

    private List<String> update(Words words) {
        Change old = current(words.word(1));
        List<ChangeKey> needs = words.list("needs").stream()
                .map(letter -> current(letter).key())
                .toList();
        Change next = StoryChanges.change(words.word(1), old.patchset(), needs);
        changes.put(words.word(1), next);
        return apply(new QueueEvent.ChangeUpdated(next, List.of(), now));
    }

    private String buildset(Words words) {
        String name = words.word(1).contains("#") ? words.word(1) : words.word(1) + "#" + attempts.get(words.word(1));
        return buildsets.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }

    private String item(String name) {
        return items.entrySet().stream()
                .filter(entry ->
                        entry.getValue().equals(name) || entry.getValue().startsWith(name + "#"))
                .map(Map.Entry::getKey)
                .reduce((first, second) -> second)
                .orElse(name);
    }

    private List<String> prepared(Words words, List<String> lines) {
        List<JobNode> jobs = lines.stream().map(line -> StoryJobs.job(line)).toList();
        graphs.put(buildset(words), jobs);
        return apply(new QueueEvent.BuildsetPrepared(
                buildset(words), "graph", jobs, !words.has("not-in-pipeline"), List.of(), now));
    }

    private static List<Problem> problems(List<String> lines) {
        return lines.stream()
                .map(line -> new Problem(
                        "CONFIG-012",
                        Severity.ERROR,
                        "Unknown Configuration Error",
                        new Place("review.example.com/p", "master", "zuul.yaml", 4, 7, 4, 12),
                        "- project:\n    check:\n      jobs: [untt]",
                        line,
                        "Did you mean 'unit'?"))
                .toList();
    }

    private List<String> job(Words words) {
        JobState at = JobState.valueOf(words.word(3));
        Optional<BuildResult> result = words.option("result").map(BuildResult::valueOf);
        result.ifPresent(end -> results.computeIfAbsent(buildset(words), key -> new LinkedHashMap<>())
                .put(words.word(2), end));
        boolean failing = result.filter(end -> end != BuildResult.SUCCESS).isPresent();
        return apply(new QueueEvent.JobProgressed(
                buildset(words),
                new JobProgress(
                        words.word(2), at, "b-" + words.word(2), result, failing, artifacts(words, words.word(1))),
                now));
    }

    private static List<Artifact> artifacts(Words words, String source) {
        return words.list("artifact").stream()
                .map(name -> new Artifact(name, "http://" + source + "/" + name, Map.of(), Map.of("from", source)))
                .toList();
    }

    /// `completed A SUCCESS`; jobs end as told before, or with `job=RESULT`, else with success.
    private List<String> completed(Words words) {
        String uuid = buildset(words);
        List<BuildReport> builds = new ArrayList<>();
        for (JobNode node : graphs.getOrDefault(uuid, List.of())) {
            BuildResult end = words.option(node.name())
                    .map(BuildResult::valueOf)
                    .orElse(results.getOrDefault(uuid, Map.of()).getOrDefault(node.name(), BuildResult.SUCCESS));
            builds.add(new BuildReport(
                    node.name(),
                    "b-" + node.name(),
                    end,
                    "",
                    node.voting(),
                    Optional.of("http://log/" + node.name()),
                    now - 63_000,
                    now,
                    false,
                    words.list("carried").contains(node.name()),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of()));
        }
        return apply(new QueueEvent.BuildsetCompleted(uuid, BuildResult.valueOf(words.word(2)), builds, now));
    }

    private List<String> apply(QueueEvent event) {
        QueuePlan plan = planner.plan(state, event);
        state = plan.next();
        return plan.actions().isEmpty()
                ? List.of("nothing")
                : plan.actions().stream()
                        .flatMap(action -> text(action).stream())
                        .toList();
    }

    private List<String> text(QueueAction action) {
        return switch (action) {
            case QueueAction.StartBuildset start -> {
                String letter = letter(start.subject());
                String alias = letter + "#" + attempts.merge(letter, 1, Integer::sum);
                buildsets.put(start.buildset(), alias);
                items.put(start.item(), alias);
                yield List.of("start " + alias + " behind "
                        + start.ahead().stream().map(QueueStory::letter).toList()
                        + StoryData.optional("rerun of", start.rerunOf()));
            }
            case QueueAction.RunReporterJobs run -> List.of("run reporter jobs of " + alias(run.buildset()));
            case QueueAction.HoldBuildset hold -> List.of((hold.held() ? "hold " : "let go ") + alias(hold.buildset()));
            case QueueAction.Announce announced ->
                List.of("announce " + announced.event() + " of " + letter(announced.change()));
            case QueueAction.EnqueueAgain again -> List.of("enqueue again " + letter(again.change()));
            case QueueAction.Supersede supersede ->
                List.of("supersede " + letter(supersede.subject()) + " in " + supersede.pipelines());
            case QueueAction.CancelBuildset cancel ->
                List.of("cancel " + alias(cancel.buildset()) + ": " + cancel.reason());
            case QueueAction.MeetRequirements meet ->
                List.of("meet " + alias(meet.buildset()) + "/" + meet.job() + StoryData.artifacts(meet.artifacts()));
            case QueueAction.FailRequirements fail ->
                List.of("fail " + alias(fail.buildset()) + "/" + fail.job() + ": " + fail.detail());
            case QueueAction.LookUpArtifacts ask ->
                List.of("look up " + ask.requires() + " of " + ask.ahead().id() + " for " + alias(ask.buildset()) + "/"
                        + ask.job());
            case QueueAction.RecordBuildset record ->
                List.of("record " + alias(record.buildset()) + " " + record.result());
            case QueueAction.CompareLanded landed -> List.of("compare what landed with " + alias(landed.buildset()));
            case QueueAction.SendMail(Mail mail) -> {
                List<String> lines = new ArrayList<>();
                lines.add("mail by " + mail.connection() + " to '" + mail.to() + "' from '" + mail.from() + "': "
                        + mail.subject());
                mail.text().lines().map(line -> ("| " + line).stripTrailing()).forEach(lines::add);
                yield lines;
            }
            case QueueAction.Report report -> reviews(report);
        };
    }

    private static List<String> reviews(QueueAction.Report report) {
        List<String> lines = new ArrayList<>();
        for (Review review : report.reviews()) {
            lines.add("report " + report.action() + " on " + review.change().id() + " " + review.labels()
                    + (review.submit() ? " submit" : "") + " " + review.tag());
            review.message().lines().map(line -> ("| " + line).stripTrailing()).forEach(lines::add);
            review.comments()
                    .forEach(comment -> lines.add("comment " + comment.path() + ":" + comment.line() + " ("
                            + comment.startLine() + ":" + comment.startCharacter() + "-" + comment.endLine() + ":"
                            + comment.endCharacter() + ") " + comment.message()));
        }
        return lines;
    }

    private String alias(String buildset) {
        return buildsets.getOrDefault(buildset, buildset);
    }

    private static String letter(Subject subject) {
        return subject instanceof Change change ? String.valueOf((char) ('A' + change.number() - 1)) : subject.id();
    }

    private List<String> show() {
        List<String> lines = new ArrayList<>();
        for (QueueView.Line line : QueueView.of(state).queues()) {
            lines.add("queue '" + line.name() + "'");
            for (QueueView.Item item : line.items()) {
                lines.add("  " + item.subject() + " " + item.state()
                        + (item.buildset().isEmpty() ? "" : " " + alias(item.buildset()))
                        + (item.jobs().isEmpty()
                                ? ""
                                : " "
                                        + item.jobs().stream()
                                                .map(QueueStory::shown)
                                                .toList()));
            }
        }
        return lines.isEmpty() ? List.of("empty") : lines;
    }

    private static String shown(QueueView.Job job) {
        return job.name() + " " + job.state() + StoryData.optional("", job.result())
                + (job.waitsFor().isEmpty() ? "" : " waits for " + job.waitsFor());
    }
}
