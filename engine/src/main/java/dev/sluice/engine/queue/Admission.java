package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.ZuulTrigger;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.engine.queue.QueueEvent.Rerun;
import dev.sluice.engine.report.Ending;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// How items enter a pipeline (6.2): `addChange`, with what goes ahead and what comes behind.
final class Admission {
    private final PipelineBoard board;
    private final Discipline discipline;
    private final Enqueue request;
    private final DependencyGraph graph;
    /// Changes that others were looked for on behalf of, the origin first; each counts against the limit (F18).
    private final List<ChangeKey> history = new ArrayList<>();

    /// For whose sake a subject is added.
    ///
    /// @param into the queue of that other, absent for the origin
    /// @param forced whether `require` and `reject` do not count
    /// @param needing changes known to need others (F12)
    /// @param told why the subject was refused, where that is told to the other
    private record Sake(
            Optional<Lane> into, boolean live, boolean forced, SequencedSet<ChangeKey> needing, List<String> told) {}

    private Admission(PipelineBoard board, Enqueue request) {
        this.board = board;
        this.discipline = board.discipline();
        this.request = request;
        this.graph = new DependencyGraph(request);
    }

    static void enqueue(PipelineBoard board, Enqueue request) {
        Departure.recheckCycles(board, new DependencyGraph(request));
        Sake own = new Sake(
                Optional.empty(), /* live= */ true, request.forced(), new LinkedHashSet<>(), new ArrayList<>());
        new Admission(board, request).add(request.subject(), request.place(), own);
    }

    /// @return whether it is in the queue now
    private boolean add(Subject subject, Place place, Sake sake) {
        if (sake.live() && there(subject)) {
            return true;
        }
        SequencedSet<ChangeKey> needing = sake.needing().isEmpty() ? new LinkedHashSet<>() : sake.needing();
        if (tooDeep(subject, needing)) {
            return false;
        }
        List<Change> cycle = subject instanceof Change change && discipline.knowsCycles(board.rules())
                ? graph.cycleOf(change)
                : List.of();
        List<Change> members = members(subject, cycle);
        if (!(sake.forced() || requirementsMet(members)) || !mergeable(members)) {
            return false;
        }
        Optional<String> forbidden = forbidden(cycle);
        if (forbidden.isPresent()) {
            refuse(subject, place, List.of(forbidden.get()));
            return false;
        }
        Optional<String> overfull = overfull(Math.max(1, members.size()));
        if (overfull.isPresent()) {
            sake.told().add(overfull.get());
            if (history.isEmpty()) {
                refuse(subject, place, List.of(overfull.get()));
            }
            return false;
        }
        Lane lane = sake.into().orElseGet(() -> discipline.laneFor(board, subject, place));
        List<String> reasons = new ArrayList<>();
        if (discipline.looksAhead(board.rules())
                && !enqueueAhead(members, new Sake(Optional.of(lane), true, sake.forced(), needing, reasons))) {
            if (!reasons.isEmpty()) {
                refuse(subject, place, reasons);
            }
            return false;
        }
        if (subject instanceof Change change && board.holds(lane, change.key())) {
            return true;
        }
        QueueItem item = item(subject, cycle, sake.live());
        board.append(lane, item);
        tellOfEntry(board, item);
        if (discipline.merges()) {
            Sake behind = new Sake(Optional.of(lane), true, /* forced= */ false, needing, new ArrayList<>());
            members.forEach(member -> enqueueBehind(member, members, behind));
        }
        if (discipline == Discipline.SUPERCEDENT) {
            prune(lane);
        }
        return true;
    }

    /// Who must hear that an item has entered (F21, F23, F96).
    static void tellOfEntry(PipelineBoard board, QueueItem item) {
        if (item.live()) {
            Reporting.tell(board, item.id(), new Ending.Enqueued());
        }
        item.changes().forEach(member -> board.announce(ZuulTrigger.PARENT_CHANGE_ENQUEUED, member));
        if (!board.rules().supercedes().isEmpty()) {
            item.subjects()
                    .forEach(subject ->
                            board.act(new QueueAction.Supersede(board.rules().supercedes(), subject)));
        }
    }

    /// F17 to F19: only a project of the pipeline hears of it, whoever asked.
    private void refuse(Subject subject, Place place, List<String> reasons) {
        if (place.participates()) {
            Reporting.refuse(board, subject, new Ending.NotEnqueued(List.copyOf(reasons)));
        }
    }

    private static List<Change> members(Subject subject, List<Change> cycle) {
        if (!cycle.isEmpty()) {
            return cycle;
        }
        return subject instanceof Change change ? List.of(change) : List.of();
    }

    /// F10: the same patch set is tested once at a time.
    private boolean there(Subject subject) {
        return board.items()
                .anyMatch(item -> item.live()
                        && item.inLine()
                        && (subject instanceof Change change
                                ? item.holds(change.key())
                                : same(item.subject(), subject)));
    }

    /// Where a ref came from does not count.
    private static boolean same(Subject one, Subject other) {
        return one.project().equals(other.project())
                && one.id().equals(other.id())
                && one instanceof GitRef ref
                && other instanceof GitRef again
                && ref.newRevision().equals(again.newRevision());
    }

    /// F12.
    private boolean tooDeep(Subject subject, SequencedSet<ChangeKey> needing) {
        return subject instanceof Change change
                && !board.rules().ignoreDependencies()
                && board.rules().maxDependencies().isPresent()
                && !graph.within(board.rules().maxDependencies().get(), change, needing);
    }

    /// F17.
    private Optional<String> forbidden(List<Change> cycle) {
        return cycle.stream()
                .filter(member -> !graph.find(member.key())
                        .map(one -> one.place().circular())
                        .orElse(false))
                .findFirst()
                .map(member -> "Dependency cycle detected and project "
                        + member.project().name() + " doesn't allow circular dependencies on " + member.branch());
    }

    /// F15; for the origin its trigger was asked already.
    private boolean requirementsMet(List<Change> members) {
        return members.stream()
                .allMatch(member ->
                        graph.find(member.key()).flatMap(Neighbour::refusal).isEmpty());
    }

    /// F16, F53.
    private boolean mergeable(List<Change> members) {
        return !discipline.merges() || members.stream().allMatch(board.rules()::mayMerge);
    }

    /// F18. What was added for the sake of the origin counts twice, in the pipeline and in the history.
    private Optional<String> overfull(int changes) {
        if (board.rules().maxChanges().isEmpty()) {
            return Optional.empty();
        }
        int most = board.rules().maxChanges().get();
        int more = changes + history.size();
        long there = board.items()
                .filter(QueueItem::inLine)
                .mapToLong(item -> item.subjects().size())
                .sum();
        if (more > most) {
            return Optional.of(
                    "Unable to enqueue change: " + more + " changes to enqueue greater than pipeline max of " + most);
        }
        return there + more > most
                ? Optional.of("Unable to enqueue change: " + more + " additional changes would exceed pipeline max of "
                        + most + " under current conditions")
                : Optional.empty();
    }

    /// F36, F41.
    private boolean enqueueAhead(List<Change> members, Sake sake) {
        Lane lane = sake.into().orElseThrow();
        members.forEach(member -> history.add(member.key()));
        List<Neighbour> missing = new ArrayList<>();
        boolean may = true;
        for (Change member : members) {
            for (ChangeKey key : member.needs()) {
                Optional<Neighbour> needed = graph.find(key);
                boolean here = members.stream().anyMatch(other -> other.key().equals(key)) || board.holds(lane, key);
                may &= here || needed.isPresent();
                if (needed.isPresent() && !missing.contains(needed.get())) {
                    may &= mayStandAhead(needed.get(), member, here, sake);
                    if (!here) {
                        missing.add(needed.get());
                    }
                }
            }
        }
        Sake each = new Sake(sake.into(), discipline.merges(), sake.forced(), sake.needing(), sake.told());
        return may && missing.stream().allMatch(needed -> add(needed.change(), needed.place(), each));
    }

    private boolean mayStandAhead(Neighbour needed, Change member, boolean here, Sake sake) {
        if (!discipline.merges()) {
            return true;
        }
        Change change = needed.change();
        boolean shares = needed.place()
                .lane(change)
                .equals(graph.find(member.key())
                        .map(own -> own.place().lane(member))
                        .orElse(sake.into().orElseThrow().name()));
        if (!shares) {
            sake.told()
                    .add("Change " + change.id() + " in project "
                            + change.project().name()
                            + " does not share a change queue with " + member.number() + " in project "
                            + member.project().name());
        }
        return shares && change.current() && (here || board.rules().mayMerge(change));
    }

    /// F41. An operator's word counts for a change and what it needs, not for those that need it.
    private void enqueueBehind(Change member, List<Change> members, Sake sake) {
        Lane lane = sake.into().orElseThrow();
        for (Neighbour next : graph.needing(member).toList()) {
            boolean own = members.stream()
                    .anyMatch(other -> other.key().equals(next.change().key()));
            boolean here = next.place().lane(next.change()).equals(lane.name());
            if (!own
                    && here
                    && board.rules().mayMerge(next.change())
                    && next.change().current()) {
                add(next.change(), next.place(), sake);
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
        return QueueItem.fresh(
                board.freshId("item"),
                subject,
                cycle,
                live,
                !live || request.quiet(),
                live && subject.equals(request.subject()) ? request.rerun().map(Rerun::buildset) : Optional.empty(),
                request.event(),
                request.atEpochMilli());
    }
}
