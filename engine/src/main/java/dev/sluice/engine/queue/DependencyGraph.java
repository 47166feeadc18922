package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Who needs whom among the unmerged changes around a subject (F12, F14, F25, F29).
final class DependencyGraph {
    private final Map<ChangeKey, Neighbour> known = new LinkedHashMap<>();

    DependencyGraph(Enqueue request) {
        if (request.subject() instanceof Change change) {
            known.put(change.key(), new Neighbour(change, request.place(), Optional.empty()));
        }
        request.neighbours()
                .forEach(neighbour -> known.putIfAbsent(neighbour.change().key(), neighbour));
    }

    /// A change with what it needs, where it does not matter who lines up where.
    DependencyGraph(Change change, List<Change> needed) {
        known.put(change.key(), new Neighbour(change, Place.ALONE, Optional.empty()));
        needed.forEach(one -> known.putIfAbsent(one.key(), new Neighbour(one, Place.ALONE, Optional.empty())));
    }

    Optional<Neighbour> find(ChangeKey key) {
        return Optional.ofNullable(known.get(key));
    }

    /// Those that need the change directly.
    Stream<Neighbour> needing(Change change) {
        return known.values().stream()
                .filter(neighbour -> neighbour.change().needs().contains(change.key()));
    }

    /// Whether no more than so many changes are found to need others while what a change needs is followed (F12).
    ///
    /// @param needing those found so far
    boolean within(int most, Change change, SequencedSet<ChangeKey> needing) {
        return within(most, change, needing, new LinkedHashSet<>());
    }

    private boolean within(int most, Change change, SequencedSet<ChangeKey> needing, SequencedSet<ChangeKey> followed) {
        followed.add(change.key());
        for (ChangeKey key : change.needs()) {
            if (needing.size() > most) {
                return false;
            }
            needing.add(change.key());
            Optional<Neighbour> needed = followed.contains(key) ? Optional.empty() : find(key);
            if (needed.isPresent() && !within(most, needed.get().change(), needing, followed)) {
                return false;
            }
        }
        return true;
    }

    /// The changes that need each other with this one, itself among them, git parents before their children; empty when
    /// there is no cycle (F14). Tarjan's algorithm.
    List<Change> cycleOf(Change change) {
        Components components = new Components();
        components.visit(change);
        return parentsFirst(components.found.stream()
                .filter(component -> component.size() > 1 && component.contains(change))
                .findFirst()
                .orElse(List.of()));
    }

    private static List<Change> parentsFirst(List<Change> changes) {
        SequencedSet<Change> ordered = new LinkedHashSet<>();
        List<Change> left = new ArrayList<>(changes);
        while (!left.isEmpty()) {
            parentsFirst(left.getFirst(), left, ordered);
        }
        return List.copyOf(ordered);
    }

    private static void parentsFirst(Change change, List<Change> left, SequencedSet<Change> ordered) {
        left.remove(change);
        List.copyOf(left).stream()
                .filter(other -> change.parents().contains(other.commit()))
                .forEach(parent -> parentsFirst(parent, left, ordered));
        ordered.add(change);
    }

    private final class Components {
        private final List<List<Change>> found = new ArrayList<>();
        private final Map<ChangeKey, Mark> marks = new LinkedHashMap<>();
        private final Deque<Change> stack = new ArrayDeque<>();

        private Mark visit(Change change) {
            Mark mark = new Mark(marks.size());
            marks.put(change.key(), mark);
            stack.push(change);
            for (ChangeKey key : change.needs()) {
                Optional<Change> needed = find(key).map(Neighbour::change);
                Mark known = marks.get(key);
                if (needed.isPresent() && known == null) {
                    mark.low = Math.min(mark.low, visit(needed.get()).low);
                } else if (known != null && known.open) {
                    mark.low = Math.min(mark.low, known.index);
                }
            }
            if (mark.low == mark.index) {
                found.add(component(change));
            }
            return mark;
        }

        private List<Change> component(Change root) {
            List<Change> component = new ArrayList<>();
            Change popped;
            do {
                popped = stack.pop();
                Optional.ofNullable(marks.get(popped.key())).ifPresent(mark -> mark.open = false);
                component.add(popped);
            } while (!popped.equals(root));
            return component;
        }
    }

    private static final class Mark {
        private final int index;
        private int low;
        private boolean open = true;

        private Mark(int index) {
            this.index = index;
            low = index;
        }
    }
}
