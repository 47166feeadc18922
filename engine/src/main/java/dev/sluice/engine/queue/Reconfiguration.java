package dev.sluice.engine.queue;

import java.util.List;
import java.util.Optional;

/// Puts the items of a pipeline into the queues of its new layout (A78). They keep their order, their attempts and all
/// results that still hold: the next pass resets an item only when what it was tested on is not ahead of it any more.
final class Reconfiguration {
    private final PipelineBoard board;
    private final List<Seat> seats;

    private Reconfiguration(PipelineBoard board, List<Seat> seats) {
        this.board = board;
        this.seats = seats;
    }

    static void apply(PipelineBoard board, QueueEvent.Reconfigured event) {
        board.reconfigure(event.layout(), event.rules());
        Reconfiguration here = new Reconfiguration(board, event.seats());
        for (Lane old : board.closeLanes()) {
            here.refill(old);
        }
        board.items().toList().forEach(here::dropIfHomeless);
        board.lanes().forEach(here::partWaiting);
    }

    /// The next pass lets items follow who is ahead of them now, but it does not reach those behind an item whose
    /// reporter jobs run: what they were tested with may be gone by the time it does.
    private void partWaiting(Lane lane) {
        boolean waits = board.items(lane).anyMatch(item -> item.standing() == QueueItem.Standing.REPORTER_JOBS);
        for (QueueItem item : waits ? board.items(lane).toList() : List.<QueueItem>of()) {
            if (board.aheadOf(item).filter(ahead -> board.laneOf(ahead) != lane).isPresent()) {
                board.put(item.behind(""));
                board.reset(board.now(item), "What was ahead lines up in another queue now.");
            }
        }
    }

    private void refill(Lane old) {
        Optional<Lane> first = Optional.empty();
        for (String id : old.ids()) {
            QueueItem item = board.item(id).orElseThrow();
            Lane lane = laneOf(item, old, first);
            board.seat(lane, item);
            if (first.isEmpty()) {
                first = Optional.of(lane);
                lane.window(window(old, lane));
            }
        }
    }

    /// @param first the new queue of the first item of the same old queue
    private Lane laneOf(QueueItem item, Lane old, Optional<Lane> first) {
        if (board.discipline() == Discipline.INDEPENDENT) {
            return first.orElseGet(() -> board.open("", false, 0));
        }
        Optional<Place> place = seat(item).flatMap(Seat::place);
        return place.isPresent()
                ? board.discipline().laneFor(board, item.subject(), place.get())
                : board.lane(old.name(), old.lasting(), old.window());
    }

    private Optional<Seat> seat(QueueItem item) {
        return seats.stream().filter(seat -> seat.isOf(item.subject())).findFirst();
    }

    /// F59.
    private int window(Lane old, Lane lane) {
        boolean moves = board.discipline() == Discipline.DEPENDENT && lane.lasting();
        return moves ? board.rules().window().reconfigured(old.window()) : lane.window();
    }

    /// A change of a project that the tenant does not have any more goes without a word. Others may need one that is
    /// not
    /// live, whose project need not be in the tenant (F38).
    private void dropIfHomeless(QueueItem item) {
        boolean homeless = seat(item).filter(seat -> seat.place().isEmpty()).isPresent();
        if (homeless && item.live() && item.standing() == QueueItem.Standing.IN_LINE) {
            Departure.withdraw(board, item, "Its project is not in the tenant any more.");
        }
    }
}
