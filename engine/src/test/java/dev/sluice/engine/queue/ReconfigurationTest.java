package dev.sluice.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.queue.PipelineRules.Reporter;
import dev.sluice.engine.story.StoryChanges;
import dev.sluice.engine.story.StoryJobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What no case can say: projects that leave the tenant while their changes are in a pipeline.
final class ReconfigurationTest {
    private static final Place OWN = Place.ALONE;
    private final QueuePlanner planner = new QueuePlanner();
    private QueueState state = planner.initial(rules("dependent"), "layout-1", "seed");

    @Test
    void aChangeOfAProjectThatLeftTheTenantGoesWithoutAWord() {
        enqueue(change("p", 1));
        prepared();
        enqueue(change("q", 2));

        List<QueueAction> actions = apply(new QueueEvent.Reconfigured(
                "layout-2", state.rules(), List.of(new Seat("review/p", "master", Optional.empty()), seat("q")), 2));

        assertThat(actions).hasAtLeastOneElementOfType(QueueAction.CancelBuildset.class);
        assertThat(actions).noneMatch(QueueAction.Report.class::isInstance);
        assertThat(inLine()).containsExactly("2,1");
    }

    @Test
    void whatStoodBehindItStartsAnew() {
        enqueue(change("p", 1));
        prepared();
        enqueue(change("p", 2));
        prepared();

        List<QueueAction> actions = apply(new QueueEvent.Reconfigured(
                "layout-2", state.rules(), List.of(new Seat("review/p", "stable", Optional.empty()), seat("p")), 2));
        assertThat(actions).as("another branch").isEmpty();
        actions = apply(new QueueEvent.Dequeue("1,1", "p", 3));

        assertThat(actions)
                .anySatisfy(action -> assertThat(action)
                        .isInstanceOfSatisfying(
                                QueueAction.StartBuildset.class,
                                start -> assertThat(start.ahead()).isEmpty()));
    }

    @Test
    void aForeignChangeThatOthersNeedStays() {
        state = planner.initial(rules("independent"), "layout-1", "seed");
        Change needed = change("p", 1);
        Change change = needing(change("q", 2), needed);
        apply(new QueueEvent.Enqueue(
                change, OWN, List.of(new Neighbour(needed, OWN, Optional.empty())), false, false, Optional.empty(), 1));

        apply(new QueueEvent.Reconfigured(
                "layout-2", state.rules(), List.of(new Seat("review/p", "master", Optional.empty()), seat("q")), 2));

        assertThat(inLine()).containsExactly("1,1", "2,1");
    }

    private void enqueue(Change change) {
        apply(new QueueEvent.Enqueue(change, OWN, List.of(), false, false, Optional.empty(), 1));
    }

    private void prepared() {
        String uuid = state.queues().stream()
                .flatMap(queue -> queue.items().stream())
                .flatMap(item -> item.buildset().stream())
                .reduce((_, newest) -> newest)
                .orElseThrow()
                .uuid();
        apply(new QueueEvent.BuildsetPrepared(uuid, "g", List.of(StoryJobs.job("unit")), true, List.of(), 1));
    }

    private List<QueueAction> apply(QueueEvent event) {
        QueuePlan plan = planner.plan(state, event);
        state = plan.next();
        return plan.actions();
    }

    private List<String> inLine() {
        return state.queues().stream()
                .flatMap(queue -> queue.items().stream())
                .filter(QueueItem::inLine)
                .map(item -> item.subject().id())
                .toList();
    }

    private static Seat seat(String project) {
        return new Seat("review/" + project, "master", Optional.of(OWN));
    }

    private static Change change(String project, int number) {
        Change plain = StoryChanges.change("A");
        return new Change(
                new Project("gerrit", "review", project),
                "master",
                number,
                1,
                "refs/changes/" + number,
                "c" + number,
                List.of(),
                "http://review/" + number,
                "",
                "owner",
                "",
                plain.status(),
                false,
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Change needing(Change change, Change needed) {
        return new Change(
                change.project(),
                change.branch(),
                change.number(),
                change.patchset(),
                change.ref(),
                change.commit(),
                change.parents(),
                change.url(),
                change.message(),
                change.owner(),
                change.topic(),
                change.status(),
                change.workInProgress(),
                change.current(),
                change.blockers(),
                change.files(),
                change.hashtags(),
                change.approvals(),
                List.of(new ChangeKey("gerrit", needed.number(), needed.patchset())));
    }

    private static PipelineRules rules(String manager) {
        Map<String, List<Reporter>> reporters = new LinkedHashMap<>();
        reporters.put("dequeue", List.of(new Reporter("gerrit", Map.of("Verified", 0), true, false)));
        return new PipelineRules(
                "t1",
                "gate",
                manager,
                false,
                true,
                false,
                reporters,
                Map.of(),
                "",
                new WindowRules(5, 2, 9, false, 1, true, 2),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "normal");
    }
}
