package dev.sluice.workflows.shell;

import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What has happened to a workflow and waits for its planner, in order.
public final class Inbox<E> {
    private final Deque<E> waiting = new ArrayDeque<>();
    private long taken;
    private long handled;

    public void add(E event) {
        waiting.add(event);
    }

    public void addAll(List<? extends E> events) {
        waiting.addAll(events);
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    public int size() {
        return waiting.size();
    }

    /// Waits for the next event.
    public E next() {
        Workflow.await(() -> !waiting.isEmpty());
        taken++;
        return waiting.remove();
    }

    /// Whoever took the newest event has dealt with it.
    public void settled() {
        handled = taken;
    }

    /// What still waits; for the next run.
    public List<E> waiting() {
        return new ArrayList<>(waiting);
    }

    /// A point in the order of events: everything that was added by now.
    public long mark() {
        return taken + waiting.size();
    }

    /// Whether everything up to a [mark][#mark] was handled.
    public boolean hasHandled(long mark) {
        return handled >= mark;
    }
}
