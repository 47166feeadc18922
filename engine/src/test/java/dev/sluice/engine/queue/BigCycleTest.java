package dev.sluice.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.report.Review;
import dev.sluice.engine.story.StoryChanges;
import dev.sluice.engine.story.StoryJobs;
import dev.sluice.engine.story.StoryPipelines;
import dev.sluice.engine.story.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A hundred changes that need each other in a ring (F17, F65).
final class BigCycleTest {
    private static final int CHANGES = 100;

    private final QueuePlanner planner = new QueuePlanner();
    private final List<Change> cycle = IntStream.range(0, CHANGES)
            .mapToObj(i -> StoryChanges.numbered(i + 1, List.of(key((i + 1) % CHANGES))))
            .toList();
    private QueueState state =
            planner.initial(StoryPipelines.check(Words.of("pipeline manager=dependent submit")), "layout", "seed");

    private static ChangeKey key(int index) {
        return StoryChanges.numbered(index + 1, List.of()).key();
    }

    private List<QueueAction> enqueue(boolean circular) {
        Place place = new Place("integrated", true, circular);
        List<Neighbour> others = cycle.stream()
                .skip(1)
                .map(change -> new Neighbour(change, place, Optional.empty()))
                .toList();
        return apply(new QueueEvent.Enqueue(cycle.getFirst(), place, others, false, false, Optional.empty(), 1));
    }

    private List<QueueAction> apply(QueueEvent event) {
        QueuePlan plan = planner.plan(state, event);
        state = plan.next();
        return plan.actions();
    }

    @Test
    void isOneItemThatIsSubmittedAsAWhole() {
        QueueAction.StartBuildset start =
                (QueueAction.StartBuildset) enqueue(true).getFirst();
        assertThat(start.cycle()).containsExactlyInAnyOrderElementsOf(cycle);
        apply(new QueueEvent.BuildsetPrepared(
                start.buildset(), "graph", List.of(StoryJobs.job("unit")), true, List.of(), 2));

        List<Review> reviews = new ArrayList<>();
        apply(new QueueEvent.BuildsetCompleted(start.buildset(), BuildResult.SUCCESS, List.of(), 3)).stream()
                .filter(QueueAction.Report.class::isInstance)
                .forEach(action -> reviews.addAll(((QueueAction.Report) action).reviews()));

        assertThat(reviews.stream().filter(Review::submit).map(Review::change))
                .containsExactlyInAnyOrderElementsOf(cycle);
    }

    @Test
    void isRefusedOnceWhereTheQueueAllowsNone() {
        List<QueueAction> actions = enqueue(false);

        assertThat(actions).noneMatch(QueueAction.StartBuildset.class::isInstance);
        assertThat(actions)
                .filteredOn(QueueAction.Report.class::isInstance)
                .singleElement()
                .satisfies(action -> {
                    Review review = ((QueueAction.Report) action).reviews().getFirst();
                    assertThat(review.message()).contains("Dependency cycle detected");
                });
    }
}
