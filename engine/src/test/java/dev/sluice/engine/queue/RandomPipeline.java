package dev.sluice.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.buildset.BuildsetAction.JobState;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.story.StateJson;
import dev.sluice.engine.story.StoryChanges;
import dev.sluice.engine.story.StoryPipelines;
import dev.sluice.engine.story.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A world around one pipeline that answers each action in its own time and checks what the planner promises.
final class RandomPipeline {
    private static final List<String> LETTERS = List.of("A", "B", "C", "D");

    private enum Phase {
        PREPARING,
        RUNNING,
        ENDED
    }

    private final RandomGenerator random;
    private final QueuePlanner planner = new QueuePlanner();
    private final List<String> story = new ArrayList<>();
    private final Map<String, Integer> patchsets = new LinkedHashMap<>();
    private final Map<String, Phase> buildsets = new LinkedHashMap<>();
    private final Set<String> canceled = new LinkedHashSet<>();
    private final Set<String> recorded = new LinkedHashSet<>();
    private final Set<String> answered = new LinkedHashSet<>();
    private final List<String> unreported = new ArrayList<>();
    private final List<QueueAction.LookUpArtifacts> questions = new ArrayList<>();
    private QueueState state;
    private long now = 1;

    RandomPipeline(RandomGenerator random) {
        this.random = random;
        String words = random.nextBoolean() ? "pipeline start dequeue no-jobs" : "pipeline disabled disable=2";
        state = planner.initial(StoryPipelines.check(Words.of(words)), "layout", "seed");
    }

    String story() {
        return String.join("\n", story);
    }

    void play(int events) {
        for (int i = 0; i < events; i++) {
            if (random.nextInt(3) == 0) {
                outside();
            } else {
                inside();
            }
        }
        int steps = 0;
        while (!state.queues().isEmpty()) {
            assertThat(steps++).as("steps until the pipeline is empty").isLessThan(2000);
            inside();
        }
        assertThat(buildsets.values()).as("buildsets").allMatch(phase -> phase == Phase.ENDED);
        assertThat(recorded).as("buildsets in the history").containsExactlyInAnyOrderElementsOf(buildsets.keySet());
        assertThat(unreported).as("reports without an answer").isEmpty();
    }

    private Change change(String letter) {
        List<String> needs = LETTERS.subList(0, LETTERS.indexOf(letter));
        return StoryChanges.change(
                letter,
                patchsets.getOrDefault(letter, 1),
                needs.stream()
                        .map(other -> StoryChanges.key(other, patchsets.getOrDefault(other, 1)))
                        .toList());
    }

    private void outside() {
        String letter = LETTERS.get(random.nextInt(LETTERS.size()));
        switch (random.nextInt(6)) {
            case 0 -> {
                patchsets.merge(letter, 2, (old, one) -> old + 1);
                apply(new QueueEvent.PatchsetCreated(change(letter), now));
            }
            case 1 -> apply(new QueueEvent.ChangeAbandoned(change(letter), now));
            case 2 -> apply(new QueueEvent.ChangeUpdated(change(letter), List.of(), now));
            case 3 -> apply(new QueueEvent.Dequeue(change(letter).id(), "p", now));
            default ->
                apply(new QueueEvent.Enqueue(
                        change(letter),
                        Place.ALONE,
                        LETTERS.stream()
                                .filter(other -> !other.equals(letter))
                                .map(this::change)
                                .map(other -> new Neighbour(other, Place.ALONE, Optional.empty()))
                                .toList(),
                        random.nextBoolean(),
                        false,
                        Optional.empty(),
                        now));
        }
    }

    private void inside() {
        now += random.nextInt(1000);
        List<String> alive = buildsets.entrySet().stream()
                .filter(entry -> entry.getValue() != Phase.ENDED)
                .map(Map.Entry::getKey)
                .toList();
        int choice = random.nextInt(3);
        if (choice == 0 && !unreported.isEmpty()) {
            String item = unreported.remove(random.nextInt(unreported.size()));
            apply(new QueueEvent.Reported(item, "success", random.nextBoolean(), random.nextBoolean(), now));
        } else if (choice == 1 && !questions.isEmpty()) {
            QueueAction.LookUpArtifacts question = questions.remove(random.nextInt(questions.size()));
            Optional<String> failure = random.nextInt(3) == 0 ? Optional.of("failed") : Optional.empty();
            apply(new QueueEvent.ArtifactsFound(question.buildset(), question.job(), List.of(), failure, now));
        } else if (!alive.isEmpty()) {
            buildset(alive.get(random.nextInt(alive.size())));
        }
    }

    private void buildset(String uuid) {
        if (buildsets.get(uuid) == Phase.PREPARING && !canceled.contains(uuid)) {
            prepare(uuid);
        } else if (canceled.contains(uuid) || random.nextInt(3) == 0) {
            buildsets.put(uuid, Phase.ENDED);
            BuildResult result = canceled.contains(uuid)
                    ? BuildResult.CANCELED
                    : random.nextBoolean() ? BuildResult.SUCCESS : BuildResult.FAILURE;
            apply(new QueueEvent.BuildsetCompleted(uuid, result, List.of(), now));
        } else {
            boolean good = random.nextBoolean();
            JobProgress progress = new JobProgress(
                    "img",
                    JobState.COMPLETE,
                    "b",
                    Optional.of(good ? BuildResult.SUCCESS : BuildResult.FAILURE),
                    !good,
                    List.of());
            apply(new QueueEvent.JobProgressed(uuid, progress, now));
        }
    }

    private void prepare(String uuid) {
        switch (random.nextInt(6)) {
            case 0 -> {
                buildsets.put(uuid, Phase.ENDED);
                apply(new QueueEvent.ConfigurationRefused(uuid, List.of(), false, now));
            }
            case 1 -> {
                buildsets.put(uuid, Phase.ENDED);
                apply(new QueueEvent.MergeConflicted(uuid, "both", List.of(), now));
            }
            case 2 -> {
                buildsets.put(uuid, Phase.ENDED);
                apply(new QueueEvent.BuildsetPrepared(uuid, "g", List.of(), random.nextBoolean(), List.of(), now));
                apply(new QueueEvent.BuildsetCompleted(uuid, BuildResult.SKIPPED, List.of(), now));
            }
            default -> {
                buildsets.put(uuid, Phase.RUNNING);
                List<JobNode> jobs = List.of(job("img", "images", ""), job("use", "", "images"));
                apply(new QueueEvent.BuildsetPrepared(uuid, "g", jobs, true, List.of(), now));
            }
        }
    }

    private static JobNode job(String name, String provides, String requires) {
        return new JobNode(
                name,
                List.of(),
                true,
                false,
                3,
                provides.isEmpty() ? List.of() : List.of(provides),
                requires.isEmpty() ? List.of() : List.of(requires),
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private void apply(QueueEvent event) {
        story.add(event.toString());
        QueuePlan plan = planner.plan(state, event);
        assertThat(planner.plan(state, event)).as("the same plan again").isEqualTo(plan);
        state = StateJson.through(plan.next(), QueueState.class);
        plan.actions().forEach(this::check);
        List<Object> live = state.queues().stream()
                .flatMap(queue -> queue.items().stream())
                .filter(item -> item.live() && item.inLine())
                .map(item -> (Object) ((Change) item.subject()).key())
                .toList();
        assertThat(live).as("live items of one patch set").doesNotHaveDuplicates();
        QueueView.of(state);
    }

    private void check(QueueAction action) {
        story.add("    " + action);
        switch (action) {
            case QueueAction.StartBuildset start ->
                assertThat(buildsets.put(start.buildset(), Phase.PREPARING))
                        .as("fresh uuid")
                        .isNull();
            case QueueAction.CancelBuildset cancel -> {
                assertThat(buildsets.get(cancel.buildset())).isNotEqualTo(Phase.ENDED);
                assertThat(canceled.add(cancel.buildset())).as("cancelled once").isTrue();
            }
            case QueueAction.RunReporterJobs run -> throw new AssertionError("no job here is a reporter job");
            case QueueAction.HoldBuildset hold ->
                assertThat(buildsets.get(hold.buildset())).isNotEqualTo(Phase.ENDED);
            case QueueAction.Announce announced ->
                assertThat(state.rules().announces()).contains(announced.event());
            case QueueAction.EnqueueAgain again -> assertThat(again.change()).isNotNull();
            case QueueAction.Supersede supersede ->
                assertThat(supersede.pipelines()).isNotEmpty();
            case QueueAction.Report report -> unreported.add(report.item());
            case QueueAction.LookUpArtifacts question -> questions.add(question);
            case QueueAction.MeetRequirements meet ->
                assertThat(answered.add(meet.buildset() + meet.job()))
                        .as("answered once")
                        .isTrue();
            case QueueAction.FailRequirements fail ->
                assertThat(answered.add(fail.buildset() + fail.job()))
                        .as("answered once")
                        .isTrue();
            case QueueAction.RecordBuildset record ->
                assertThat(recorded.add(record.buildset())).as("recorded once").isTrue();
            case QueueAction.SendMail _ -> {}
            case QueueAction.CompareLanded landed ->
                assertThat(recorded).as("compared after it was recorded").contains(landed.buildset());
        }
    }
}
