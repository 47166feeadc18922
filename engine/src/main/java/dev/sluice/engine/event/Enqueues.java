package dev.sluice.engine.event;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.QueueDefinition;
import dev.sluice.engine.queue.Neighbour;
import dev.sluice.engine.queue.Place;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.engine.queue.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the queue planner must know of a subject that enters a pipeline.
public final class Enqueues {
    private Enqueues() {}

    /// @param neighbours unmerged changes that it needs or that need it, at any distance
    /// @param forced by an operator (F80)
    /// @param event id of what brings it here
    public static Enqueue of(
            Layout layout,
            Pipeline pipeline,
            Subject subject,
            List<Change> neighbours,
            boolean forced,
            String event,
            long atEpochMilli) {
        return new Enqueue(
                subject,
                place(layout, pipeline, subject),
                neighbours.stream()
                        .map(change -> new Neighbour(
                                change,
                                place(layout, pipeline, change),
                                EventRouter.refusal(pipeline, change, atEpochMilli / 1000)))
                        .toList(),
                false,
                forced,
                Optional.empty(),
                event,
                atEpochMilli);
    }

    /// Where subjects that are in the pipeline line up in a new layout (A78).
    public static List<Seat> seats(Layout layout, Pipeline pipeline, List<Subject> subjects) {
        List<Seat> seats = new ArrayList<>();
        for (Subject subject : subjects) {
            boolean here = layout.tenant().projects().stream()
                    .anyMatch(project -> project.project().equals(subject.project()));
            Optional<Place> place = here ? Optional.of(place(layout, pipeline, subject)) : Optional.empty();
            Seat seat = new Seat(subject.project().canonicalName(), subject.branch(), place);
            if (!seats.contains(seat)) {
                seats.add(seat);
            }
        }
        return List.copyOf(seats);
    }

    /// Where the subject lines up (F39).
    public static Place place(Layout layout, Pipeline pipeline, Subject subject) {
        Optional<QueueDefinition> queue = layout.queue(subject.project(), subject.branch());
        String name = layout.queueName(subject.project(), subject.branch()).orElse("");
        boolean perBranch = queue.filter(each -> each.type() == QueueDefinition.Type.PER_BRANCH)
                .isPresent();
        return new Place(
                perBranch ? name + " " + subject.branch() : name,
                layout.participates(subject.project(), pipeline.name()),
                queue.map(QueueDefinition::allowCircularDependencies).orElse(false));
    }
}
