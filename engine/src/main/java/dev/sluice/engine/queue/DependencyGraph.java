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

    Optional<Neighbour> find(ChangeKey key) {
        return Optional.ofNullable(known.get(key));
    }

    /// Those that need the change directly.
    Stream<Neighbour> needing(Change change) {
        return known.values().stream()
                .filter(neighbour -> neighbour.change().needs().contains(change.key()));
    }

    /// How many changes it and everything that it needs are.
    int size(Change change) {
        SequencedSet<ChangeKey> reached = new LinkedHashSet<>();
        Deque<ChangeKey> open = new ArrayDeque<>(List.of(change.key()));
        while (!open.isEmpty()) {
            ChangeKey key = open.pop();
            if (reached.add(key)) {
                find(key).ifPresent(one -> open.addAll(one.change().needs()));
            }
        }
        return reached.size();
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
        List<Change> left = new ArrayList<>(changes);
        List<Change> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Change next = left.stream()
                    .filter(one ->
                            left.stream().noneMatch(other -> one.parents().contains(other.commit())))
                    .findFirst()
                    .orElse(left.getFirst());
            left.remove(next);
            ordered.add(next);
        }
        return List.copyOf(ordered);
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
