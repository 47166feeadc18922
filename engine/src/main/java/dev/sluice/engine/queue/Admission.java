package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.engine.queue.QueueEvent.Rerun;
import dev.sluice.engine.queue.QueueItem.Standing;
import dev.sluice.engine.report.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How items enter a pipeline (6.2): `addChange`, with what goes ahead and what comes behind.
final class Admission {
    private final PipelineBoard board;
    private final Discipline discipline;
    private final Enqueue request;
    private final DependencyGraph graph;
    /// Why the subject is not taken, where somebody is told (F17 to F19).
    private final List<String> refusals = new ArrayList<>();

    private Admission(PipelineBoard board, Enqueue request) {
        this.board = board;
        this.discipline = board.discipline();
        this.request = request;
        this.graph = new DependencyGraph(request);
    }

    static void enqueue(PipelineBoard board, Enqueue request) {
        Admission admission = new Admission(board, request);
        boolean taken = admission.add(request.subject(), request.place(), true, Optional.empty(), List.of());
        if (!taken && !admission.refusals.isEmpty() && request.place().participates()) {
            Reporting.refuse(board, request.subject(), new Ending.NotEnqueued(List.copyOf(admission.refusals)));
        }
    }

    /// Puts items that left a queue back at its end, in this order; nothing but their place is decided anew (F82).
    static void putBack(PipelineBoard board, Lane lane, QueueItem item) {
        board.append(
                lane,
                new QueueItem(
                        board.freshId("item"),
                        item.subject(),
                        item.cycle(),
                        item.live(),
                        true,
                        "",
                        item.rerunOf(),
                        item.enqueuedAtEpochMilli(),
                        Standing.IN_LINE,
                        false,
                        0,
                        Optional.empty()));
    }

    /// @param into the queue of the change for whose sake this one is added
    /// @param history changes for whose sake this one is added, the first is the origin
    /// @return whether it is in the queue now
    private boolean add(Subject subject, Place place, boolean live, Optional<Lane> into, List<ChangeKey> history) {
        if (live && there(subject)) {
            return true;
        }
        List<Change> cycle = subject instanceof Change change && discipline.knowsDependencies(board.rules())
                ? graph.cycleOf(change)
                : List.of();
        List<Change> members = members(subject, cycle);
        if (tooDeep(subject) || !mayCycle(cycle) || !requirementsMet(members) || !mergeable(members)) {
            return false;
        }
        if (!withinLimits(Math.max(1, members.size()), history)) {
            return false;
        }
        Lane lane = into.orElseGet(() -> discipline.laneFor(board, subject, place));
        if (discipline.knowsDependencies(board.rules()) && !enqueueAhead(members, lane, history)) {
            return false;
        }
        if (subject instanceof Change change && board.holds(lane, change.key())) {
            return true;
        }
        QueueItem item = item(subject, cycle, live);
        board.append(lane, item);
        if (live) {
            Reporting.tell(board, item.id(), new Ending.Enqueued());
        }
        if (discipline.merges()) {
            members.forEach(member -> enqueueBehind(member, members, lane, history));
        }
        if (live) {
            members.forEach(member -> board.announce("parent-change-enqueued", member));
        }
        if (live && !board.rules().supercedes().isEmpty()) {
            board.act(new QueueAction.Supersede(board.rules().supercedes(), subject));
        }
        if (discipline == Discipline.SUPERCEDENT) {
            prune(lane);
        }
        return true;
    }

    private static List<Change> members(Subject subject, List<Change> cycle) {
        if (!cycle.isEmpty()) {
            return cycle;
        }
        return subject instanceof Change change ? List.of(change) : List.of();
    }

    /// F10: the same patch set is tested once at a time.
    private boolean there(Subject subject) {
        return subject instanceof Change change
                ? board.liveItemOf(change.key()).isPresent()
                : board.items()
                        .anyMatch(item ->
                                item.live() && item.inLine() && item.subject().equals(subject));
    }

    /// F12.
    private boolean tooDeep(Subject subject) {
        Optional<Integer> most = board.rules().maxDependencies();
        return most.isPresent()
                && subject instanceof Change change
                && discipline.knowsDependencies(board.rules())
                && graph.size(change) - 1 > most.get();
    }

    /// F17.
    private boolean mayCycle(List<Change> cycle) {
        for (Change member : cycle) {
            if (!graph.find(member.key()).map(one -> one.place().circular()).orElse(false)) {
                refusals.add("Dependency cycle detected and project "
                        + member.project().name() + " doesn't allow circular dependencies");
                return false;
            }
        }
        return true;
    }

    /// F15; for the origin its trigger was asked already.
    private boolean requirementsMet(List<Change> members) {
        return request.forced()
                || members.stream()
                        .allMatch(member -> graph.find(member.key())
                                .flatMap(Neighbour::refusal)
                                .isEmpty());
    }

    /// F16, F53.
    private boolean mergeable(List<Change> members) {
        return !discipline.merges() || members.stream().allMatch(board.rules()::mayMerge);
    }

    /// F18.
    private boolean withinLimits(int changes, List<ChangeKey> history) {
        if (board.rules().maxChanges().isEmpty()) {
            return true;
        }
        int most = board.rules().maxChanges().get();
        int more = changes + history.size();
        long there = board.items()
                .filter(QueueItem::inLine)
                .mapToLong(item -> item.subjects().size())
                .sum();
        if (more > most) {
            refusals.add(
                    "Unable to enqueue change: " + more + " changes to enqueue greater than pipeline max of " + most);
        } else if (there + more > most) {
            refusals.add(
                    "Unable to enqueue change: " + more + " additional changes would exceed pipeline max of " + most);
        }
        return there + more <= most;
    }

    /// F36, F41.
    private boolean enqueueAhead(List<Change> members, Lane lane, List<ChangeKey> history) {
        for (Change member : members) {
            List<ChangeKey> further = new ArrayList<>(history);
            members.forEach(one -> further.add(one.key()));
            for (ChangeKey key : member.needs()) {
                boolean own = members.stream().anyMatch(other -> other.key().equals(key));
                if (own || board.holds(lane, key)) {
                    continue;
                }
                Optional<Neighbour> needed = graph.find(key);
                if (needed.isEmpty()
                        || !mayStandAhead(needed.get(), member, lane)
                        || !add(
                                needed.get().change(),
                                needed.get().place(),
                                discipline.merges(),
                                Optional.of(lane),
                                List.copyOf(further))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean mayStandAhead(Neighbour needed, Change member, Lane lane) {
        if (!discipline.merges()) {
            return true;
        }
        Change change = needed.change();
        if (!needed.place().lane(change).equals(lane.name())) {
            refusals.add("Change " + change.number() + " in project "
                    + change.project().name() + " does not share a change queue with " + member.number()
                    + " in project " + member.project().name());
            return false;
        }
        return change.current();
    }

    /// F41.
    private void enqueueBehind(Change member, List<Change> members, Lane lane, List<ChangeKey> history) {
        List<ChangeKey> further = new ArrayList<>(history);
        further.add(member.key());
        for (Neighbour next : graph.needing(member).toList()) {
            boolean own = members.stream()
                    .anyMatch(other -> other.key().equals(next.change().key()));
            boolean here = next.place().lane(next.change()).equals(lane.name());
            if (!own
                    && here
                    && board.rules().mayMerge(next.change())
                    && next.change().current()) {
                List<String> told = List.copyOf(refusals);
                add(next.change(), next.place(), true, Optional.of(lane), List.copyOf(further));
                // What comes behind is nobody's request: its refusal is not told.
                refusals.retainAll(told);
            }
        }
    }

    /// F43: of those who wait, only the newest stays.
    private void prune(Lane lane) {
        List<QueueItem> line = board.items(lane).filter(QueueItem::inLine).toList();
        for (int i = 1; i < line.size() - 1; i++) {
            Departure.remove(board, line.get(i), "A newer one arrived.");
        }
    }

    private QueueItem item(Subject subject, List<Change> cycle, boolean live) {
        return new QueueItem(
                board.freshId("item"),
                subject,
                cycle,
                live,
                !live || request.quiet(),
                "",
                live && subject.equals(request.subject()) ? request.rerun().map(Rerun::buildset) : Optional.empty(),
                request.atEpochMilli(),
                Standing.IN_LINE,
                false,
                0,
                Optional.empty());
    }
}
