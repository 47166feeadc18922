package dev.sluice.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.buildset.BuildsetAction.JobState;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.MergeBlocker;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.queue.PipelineRules.Reporter;
import dev.sluice.engine.report.Review;
import dev.sluice.engine.story.StateJson;
import dev.sluice.engine.story.StoryChanges;
import dev.sluice.engine.story.StoryJobs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A gate in a world that answers in any order, and what a gate promises (F40 to F58).
final class RandomGate {
    private static final Place LINE = new Place("line", /* participates= */ true, /* circular= */ true);
    private static final Place SIDE = new Place("side", /* participates= */ true, /* circular= */ true);
    private static final List<Project> PROJECTS =
            List.of(new Project("gerrit", "review", "p"), new Project("gerrit", "review", "q"));
    private static final int FLOOR = 2;
    private static final int CEILING = 9;
    private static final List<MergeBlocker> UNREVIEWED =
            List.of(new MergeBlocker("Code-Review", List.of("Code-Review")));

    /// An attempt at an item.
    private record Attempt(String item, Subject subject, List<Subject> ahead, int mergesBefore) {}

    /// Where an item stood when its submit was asked for: a queue that joins its own only then comes too late for it.
    private record Asked(int mergesBefore, List<String> line) {}

    private final RandomGenerator random;
    private final int changes;
    private final QueuePlanner planner = new QueuePlanner();
    private final List<String> story = new ArrayList<>();
    private final Map<Integer, Integer> patchsets = new LinkedHashMap<>();
    private final Map<String, Attempt> preparing = new LinkedHashMap<>();
    private final Map<String, Attempt> running = new LinkedHashMap<>();
    private final Map<String, Attempt> canceling = new LinkedHashMap<>();
    private final Map<String, Attempt> newest = new LinkedHashMap<>();
    private final List<QueueAction.Report> unreported = new ArrayList<>();
    private final Map<String, Asked> asked = new LinkedHashMap<>();
    /// For each item: who was about to merge in its queue when it came.
    private final Map<String, List<String>> mergingFirst = new LinkedHashMap<>();
    private final List<ChangeKey> merged = new ArrayList<>();
    private final List<String> mergedItems = new ArrayList<>();
    /// For each that merged: the items that stood in its queue.
    /// Attempts that have a reporter job; those whose jobs went well but for it; those whose reporter job runs.
    private final Set<String> telling = new LinkedHashSet<>();
    private final Map<String, Attempt> reportable = new LinkedHashMap<>();
    private final Map<String, Attempt> reporting = new LinkedHashMap<>();
    private final List<List<String>> witnesses = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private QueueState state;
    private List<String> present = List.of();
    /// Whether the second project has a queue of its own.
    private boolean apart;
    private long now = 1;

    RandomGate(RandomGenerator random, int changes) {
        this.random = random;
        this.changes = changes;
        Map<String, List<Reporter>> reporters = new LinkedHashMap<>();
        reporters.put("start", List.of(new Reporter("gerrit", Map.of(), true, false)));
        reporters.put("success", List.of(new Reporter("gerrit", Map.of("Verified", 2), true, true)));
        reporters.put("failure", List.of(new Reporter("gerrit", Map.of("Verified", -2), true, false)));
        PipelineRules rules = new PipelineRules(
                "t1",
                "gate",
                "dependent",
                false,
                true,
                false,
                reporters,
                Map.of(),
                "",
                new WindowRules(5, FLOOR, CEILING, false, 1, true, 2),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "normal");
        state = planner.initial(rules, "layout", "seed");
    }

    String story() {
        return String.join("\n", story);
    }

    void play(int events) {
        for (int i = 0; i < events; i++) {
            if (random.nextInt(4) == 0) {
                outside();
            } else {
                inside();
            }
        }
        int steps = 0;
        while (!items().isEmpty()) {
            assertThat(steps++).as("steps until the gate is empty").isLessThan(20_000);
            inside();
        }
        assertThat(running).as("attempts of nobody").isEmpty();
        assertThat(reportable).as("attempts of nobody").isEmpty();
        assertThat(preparing).as("attempts of nobody").isEmpty();
    }

    private List<QueueItem> items() {
        return state.queues().stream().flatMap(queue -> queue.items().stream()).toList();
    }

    /// Every third change needs the one before it.
    private Change change(int number) {
        return change(number, List.of());
    }

    private Change change(int number, List<MergeBlocker> blockers) {
        List<ChangeKey> needs = number % 3 == 2 && merged.stream().noneMatch(key -> key.number() == number - 1)
                ? List.of(key(number - 1))
                : List.of();
        Change plain = StoryChanges.change("A");
        return new Change(
                PROJECTS.get(number % 2),
                plain.branch(),
                number,
                patchsets.getOrDefault(number, 1),
                "refs/changes/" + number,
                "c" + number + "-" + patchsets.getOrDefault(number, 1),
                List.of(),
                "http://review/" + number,
                "",
                "owner",
                "",
                plain.status(),
                false,
                true,
                blockers,
                List.of(),
                List.of(),
                List.of(),
                needs);
    }

    private Place place(int number) {
        return apart && number % 2 == 1 ? SIDE : LINE;
    }

    /// The projects share a queue, or part; the window has other bounds. Now and then a project is not there any more.
    private void reconfigure() {
        apart = random.nextBoolean();
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < PROJECTS.size(); i++) {
            Optional<Place> place = random.nextInt(10) == 0 ? Optional.empty() : Optional.of(place(i));
            seats.add(new Seat(PROJECTS.get(i).canonicalName(), "master", place));
        }
        apply(new QueueEvent.Reconfigured("layout", state.rules(), seats, now));
    }

    private ChangeKey key(int number) {
        return new ChangeKey("gerrit", number, patchsets.getOrDefault(number, 1));
    }

    private void outside() {
        int number = 1 + random.nextInt(changes);
        if (merged.contains(key(number))) {
            return;
        }
        Change change = change(number);
        switch (random.nextInt(12)) {
            case 0 -> {
                patchsets.merge(number, 2, (old, one) -> old + 1);
                apply(new QueueEvent.PatchsetCreated(change(number), now));
                apply(new QueueEvent.ChangeUpdated(change(number + 1), List.of(), now));
            }
            case 1 -> apply(new QueueEvent.ChangeAbandoned(change, now));
            case 2 -> apply(new QueueEvent.Dequeue(change.id(), change.project().name(), now));
            case 3 -> {
                List<MergeBlocker> blockers = random.nextBoolean() ? List.of() : UNREVIEWED;
                apply(new QueueEvent.ChangeUpdated(change(number, blockers), List.of(), now));
            }
            case 4 ->
                items().stream()
                        .skip(random.nextInt(items().size() + 1))
                        .findFirst()
                        .ifPresent(item -> apply(
                                new QueueEvent.Promote(List.of(item.subject().id()), now)));
            case 5 -> reconfigure();
            default -> {
                List<Neighbour> others = change.needs().stream()
                        .map(needed -> new Neighbour(change(needed.number()), place(needed.number()), Optional.empty()))
                        .toList();
                apply(new QueueEvent.Enqueue(change, place(number), others, false, false, Optional.empty(), now));
            }
        }
    }

    private void inside() {
        now++;
        int choice = random.nextInt(4);
        if (choice < 2 && !unreported.isEmpty()) {
            report(unreported.remove(random.nextInt(unreported.size())));
        } else if (choice == 2 && !preparing.isEmpty()) {
            prepare(any(preparing));
        } else if (choice == 3 && !reporting.isEmpty()) {
            String uuid = any(reporting);
            reporting.remove(uuid);
            BuildResult result = random.nextInt(3) == 0 ? BuildResult.FAILURE : BuildResult.SUCCESS;
            apply(new QueueEvent.BuildsetCompleted(uuid, result, List.of(), now));
        } else if (choice == 3 && !running.isEmpty()) {
            finish(any(running));
        } else if (!canceling.isEmpty()) {
            String uuid = any(canceling);
            canceling.remove(uuid);
            apply(new QueueEvent.BuildsetCompleted(uuid, BuildResult.CANCELED, List.of(), now));
        }
    }

    private String any(Map<String, Attempt> attempts) {
        return List.copyOf(attempts.keySet()).get(random.nextInt(attempts.size()));
    }

    private void report(QueueAction.Report report) {
        List<Change> submitted = report.reviews().stream()
                .filter(Review::submit)
                .map(Review::change)
                .distinct()
                .toList();
        boolean lands = !submitted.isEmpty() && random.nextInt(8) > 0;
        if (lands) {
            tested(report.item());
            List<String> line = line(report.item());
            submitted.forEach(change -> {
                merged.add(change.key());
                mergedItems.add(report.item());
                witnesses.add(line);
            });
        }
        apply(new QueueEvent.Reported(report.item(), report.action(), lands || random.nextInt(9) > 0, lands, now));
    }

    /// Empty for what left its queue before it is told of.
    private List<String> line(String item) {
        return state.queues().stream()
                .map(queue -> queue.items().stream().map(QueueItem::id).toList())
                .filter(ids -> ids.contains(item))
                .findFirst()
                .orElse(List.of());
    }

    private void prepare(String uuid) {
        Attempt attempt = preparing.remove(uuid);
        if (random.nextInt(12) == 0) {
            apply(new QueueEvent.MergeConflicted(uuid, "both", List.of(), now));
            return;
        }
        running.put(uuid, attempt);
        JobNode unit = StoryJobs.job(random.nextInt(3) == 0 ? "unit holds" : "unit");
        List<JobNode> jobs = random.nextInt(3) == 0 ? List.of(unit, StoryJobs.job("tell reporter")) : List.of(unit);
        if (jobs.size() > 1) {
            telling.add(uuid);
        }
        apply(new QueueEvent.BuildsetPrepared(uuid, "g", jobs, true, List.of(), now));
    }

    private void finish(String uuid) {
        BuildResult result = random.nextInt(4) == 0 ? BuildResult.FAILURE : BuildResult.SUCCESS;
        apply(new QueueEvent.JobProgressed(
                uuid, new JobProgress("unit", JobState.COMPLETE, "b", Optional.of(result), false, List.of()), now));
        Attempt attempt = running.remove(uuid);
        if (attempt != null && result == BuildResult.SUCCESS && telling.contains(uuid)) {
            reportable.put(uuid, attempt);
            apply(new QueueEvent.BuildsetReportable(uuid, List.of(), now));
        } else if (attempt != null) {
            apply(new QueueEvent.BuildsetCompleted(uuid, result, List.of(), now));
        }
    }

    private void apply(QueueEvent event) {
        story.add(event.getClass().getSimpleName() + " " + event);
        QueuePlan plan = planner.plan(state, event);
        assertThat(planner.plan(state, event)).as("the same plan again").isEqualTo(plan);
        state = StateJson.through(plan.next(), QueueState.class);
        assertThat(plan.actions().size())
                .as("actions of one event")
                .isLessThanOrEqualTo(10 + 6 * Math.max(present.size(), items().size()));
        plan.actions().forEach(this::perform);
        check();
    }

    private void perform(QueueAction action) {
        story.add("    " + action);
        switch (action) {
            case QueueAction.StartBuildset start -> {
                Attempt attempt = new Attempt(start.item(), start.subject(), start.ahead(), merged.size());
                assertThat(newest.put(start.buildset(), attempt))
                        .as("fresh uuid")
                        .isNull();
                preparing.put(start.buildset(), attempt);
            }
            case QueueAction.CancelBuildset(String uuid, String reason) -> {
                Attempt attempt = Stream.of(preparing, running, reportable)
                        .flatMap(attempts -> Optional.ofNullable(attempts.remove(uuid)).stream())
                        .findFirst()
                        .orElse(null);
                assertThat(attempt).as("a cancelled attempt that was alive").isNotNull();
                canceling.put(uuid, attempt);
            }
            case QueueAction.RunReporterJobs(String uuid) -> {
                Attempt attempt = reportable.remove(uuid);
                assertThat(attempt).as("an attempt whose reporter jobs wait").isNotNull();
                reporting.put(uuid, attempt);
            }
            case QueueAction.Report report -> {
                unreported.add(report);
                if (report.reviews().stream().anyMatch(Review::submit)) {
                    asked.put(report.item(), new Asked(merged.size(), line(report.item())));
                }
            }
            default -> {}
        }
    }

    /// Nothing merges that was not tested on exactly what merged before it.
    private void tested(String item) {
        Attempt attempt = newest.values().stream()
                .filter(each -> each.item().equals(item))
                .reduce((first, second) -> second)
                .orElseThrow();
        List<ChangeKey> ahead = attempt.ahead().stream()
                .map(subject -> ((Change) subject).key())
                .toList();
        List<ChangeKey> since = IntStream.range(attempt.mergesBefore(), merged.size())
                .filter(i -> witnesses.get(i).contains(item) && met(item, i))
                .mapToObj(merged::get)
                .toList();
        assertThat(merged).as("what %s was tested with", item).containsAll(ahead);
        assertThat(ahead).as("what merged since %s was tested", item).containsAll(since);
    }

    /// Whether an item could know of a merge: what was as good as merged when their queues were joined is, as in Zuul,
    /// where a report takes no time, a merge of another queue.
    private boolean met(String item, int merge) {
        String other = mergedItems.get(merge);
        Asked own = asked.get(item);
        return (merge < own.mergesBefore() || own.line().contains(other))
                && (asked.get(other).line().contains(item)
                        || mergingFirst.get(item).contains(other));
    }

    private void check() {
        items().forEach(item -> mergingFirst.computeIfAbsent(
                item.id(), id -> line(id).stream().filter(asked::containsKey).toList()));
        List<String> ids = items().stream().map(QueueItem::id).toList();
        present.stream().filter(id -> !ids.contains(id)).forEach(gone::add);
        assertThat(gone).as("items that left").doesNotHaveDuplicates().noneMatch(ids::contains);
        present = ids;
        for (ChangeQueue queue : state.queues()) {
            assertThat(queue.window()).as("window").isBetween(FLOOR, CEILING);
            List<String> seen = new ArrayList<>(List.of(""));
            for (QueueItem item : queue.items()) {
                if (item.inLine()) {
                    assertThat(seen).as("the item ahead stands before " + item).contains(item.ahead());
                }
                seen.add(item.id());
            }
        }
        running.forEach((uuid, attempt) -> assertThat(items())
                .as("the living item of attempt " + uuid)
                .anyMatch(item -> item.inLine()
                        && item.buildset()
                                .filter(buildset -> buildset.uuid().equals(uuid))
                                .isPresent()));
        assertThat(items().stream()
                        .filter(QueueItem::inLine)
                        .map(item -> item.subject().id())
                        .toList())
                .as("changes in line")
                .doesNotHaveDuplicates();
    }
}
