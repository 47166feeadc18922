package dev.sluice.workflows.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newest items, so that a buildset can be run again after its item has left the queue.
///
/// Bounded by weight, since a change can name thousands of files and all of this travels in one payload.
final class RecentItems {
    private static final int MOST_CHARACTERS = 200_000;
    private final List<RecentItem> items;

    RecentItems(List<RecentItem> carried) {
        items = new ArrayList<>(carried);
    }

    void enqueued(Enqueue enqueue) {
        items.removeIf(item -> isSame(item.enqueue().subject(), enqueue.subject())
                && item.buildsets().isEmpty());
        items.add(new RecentItem(enqueue, List.of(), List.of()));
        while (items.stream().mapToInt(RecentItems::weight).sum() > MOST_CHARACTERS) {
            items.removeFirst();
        }
    }

    void started(Subject subject, String buildset) {
        newest(subject)
                .ifPresent(item ->
                        replace(item, new RecentItem(item.enqueue(), with(item.buildsets(), buildset), item.ended())));
    }

    void ended(String buildset) {
        of(buildset)
                .ifPresent(item ->
                        replace(item, new RecentItem(item.enqueue(), item.buildsets(), with(item.ended(), buildset))));
    }

    Optional<RecentItem> of(String buildset) {
        return items.stream()
                .filter(item -> item.buildsets().contains(buildset))
                .findFirst();
    }

    /// The newest attempt at a subject, empty when none was started.
    String newestBuildset(Subject subject) {
        return newest(subject)
                .filter(item -> !item.buildsets().isEmpty())
                .map(item -> item.buildsets().getLast())
                .orElse("");
    }

    List<RecentItem> list() {
        return List.copyOf(items);
    }

    private Optional<RecentItem> newest(Subject subject) {
        return items.reversed().stream()
                .filter(item -> isSame(item.enqueue().subject(), subject))
                .findFirst();
    }

    private void replace(RecentItem old, RecentItem next) {
        items.set(items.indexOf(old), next);
    }

    private static boolean isSame(Subject one, Subject other) {
        return one.id().equals(other.id()) && one.project().equals(other.project());
    }

    private static List<String> with(List<String> list, String more) {
        List<String> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    private static int weight(RecentItem item) {
        int needed = item.enqueue().neighbours().stream()
                .mapToInt(neighbour -> weight(neighbour.change()))
                .sum();
        return 200 + needed + (item.enqueue().subject() instanceof Change change ? weight(change) : 0);
    }

    private static int weight(Change change) {
        return 600
                + change.message().length()
                + change.files().stream().mapToInt(file -> file.length() + 3).sum();
    }
}
