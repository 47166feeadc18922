package dev.sluice.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.queue.QueueAction.StartBuildset;
import dev.sluice.engine.story.StoryChanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Every attempt at an item knows the event that brought the item (`zuul.event_id`), and in which line it stands.
final class EventIdTest {
    private static final Place INTEGRATED = new Place("integrated", true, false);

    private final QueuePlanner planner = new QueuePlanner();
    private QueueState state;

    private List<StartBuildset> apply(QueueEvent event) {
        QueuePlan plan = planner.plan(state, event);
        state = plan.next();
        return plan.actions().stream()
                .filter(StartBuildset.class::isInstance)
                .map(StartBuildset.class::cast)
                .toList();
    }

    private List<StartBuildset> enqueue(Change change, String event) {
        return apply(new QueueEvent.Enqueue(change, INTEGRATED, List.of(), false, false, Optional.empty(), event, 1));
    }

    private void begin(String manager) {
        PipelineRules rules = new PipelineRules(
                "t1",
                "gate",
                manager,
                false,
                true,
                false,
                Map.of(),
                Map.of(),
                "",
                WindowRules.UNLIMITED,
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "normal");
        state = planner.initial(rules, "layout", "seed");
    }

    @Test
    void aNewAttemptHasTheEventOfTheFirst() {
        begin("dependent");
        Change first = StoryChanges.change("A");
        Change second = StoryChanges.change("B");
        assertThat(enqueue(first, "e1")).extracting(StartBuildset::event).containsExactly("e1");
        assertThat(enqueue(second, "e2")).extracting(StartBuildset::event).containsExactly("e2");

        List<StartBuildset> anew =
                apply(new QueueEvent.Dequeue(first.id(), first.project().canonicalName(), 2));

        assertThat(anew).extracting(StartBuildset::event).containsExactly("e2");
    }

    @Test
    void itemsOfASharedQueueStandInItsLineAndOthersInThatOfTheirProject() {
        begin("dependent");
        assertThat(enqueue(StoryChanges.change("A"), "e1"))
                .extracting(StartBuildset::line)
                .containsExactly("queue integrated");
        begin("independent");
        Change change = StoryChanges.change("A");
        assertThat(enqueue(change, "e1"))
                .extracting(StartBuildset::line)
                .containsExactly(change.project().canonicalName());
    }
}
