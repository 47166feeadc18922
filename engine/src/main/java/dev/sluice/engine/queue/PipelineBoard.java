package dev.sluice.engine.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A pipeline while one event is worked in: its queues and the actions so far.
final class PipelineBoard {
    private final QueueState before;
    private final List<ChangeQueue> queues;
    private final List<QueueAction> actions = new ArrayList<>();
    private PipelineRules rules;
    private String layout;
    private int idsGiven;
    private int consecutiveFailures;
    private boolean disabled;

    PipelineBoard(QueueState before) {
        this.before = before;
        queues = new ArrayList<>(before.queues());
        rules = before.rules();
        layout = before.layout();
        idsGiven = before.idsGiven();
        consecutiveFailures = before.consecutiveFailures();
        disabled = before.disabled();
    }

    PipelineRules rules() {
        return rules;
    }

    String publicUrl() {
        return before.publicUrl();
    }

    boolean disabled() {
        return disabled;
    }

    /// New settings enable a disabled pipeline again (F63).
    void reconfigure(String newLayout, PipelineRules newRules) {
        layout = newLayout;
        rules = newRules;
        consecutiveFailures = 0;
        disabled = false;
    }

    /// Counts a result for F63; the failure that reaches the limit is itself still reported as usual.
    void count(boolean succeeded) {
        consecutiveFailures = succeeded ? 0 : consecutiveFailures + 1;
        int limit = rules.disableAfterConsecutiveFailures();
        disabled |= limit > 0 && consecutiveFailures >= limit;
    }

    List<ChangeQueue> queues() {
        return List.copyOf(queues);
    }

    /// Items of all queues, head first.
    Stream<QueueItem> items() {
        return queues().stream().flatMap(queue -> queue.items().stream());
    }

    Optional<QueueItem> item(String id) {
        return items().filter(item -> item.id().equals(id)).findFirst();
    }

    Optional<QueueItem> itemOf(String buildset) {
        return items().filter(item -> item.buildset().map(ItemBuildset::uuid).equals(Optional.of(buildset)))
                .findFirst();
    }

    Optional<QueueItem> aheadOf(QueueItem item) {
        return item.ahead().isEmpty() ? Optional.empty() : item(item.ahead());
    }

    /// The chain of items ahead, nearest first.
    List<QueueItem> allAheadOf(QueueItem item) {
        List<QueueItem> chain = new ArrayList<>();
        Optional<QueueItem> next = aheadOf(item);
        while (next.isPresent()) {
            chain.add(next.get());
            next = aheadOf(next.get());
        }
        return chain;
    }

    /// Puts an item at the end of a queue, behind the last one there.
    void append(int queue, QueueItem item) {
        List<QueueItem> items = new ArrayList<>(queues.get(queue).items());
        items.add(items.isEmpty() ? item : item.behind(items.getLast().id()));
        queues.set(queue, new ChangeQueue(queues.get(queue).name(), List.copyOf(items)));
    }

    int open(String name) {
        queues.add(new ChangeQueue(name, List.of()));
        return queues.size() - 1;
    }

    void put(QueueItem item) {
        queues.replaceAll(queue -> new ChangeQueue(
                queue.name(),
                queue.items().stream()
                        .map(old -> old.id().equals(item.id()) ? item : old)
                        .toList()));
    }

    /// Takes an item out; those behind it stand behind the one ahead of it (F54). An empty queue vanishes.
    void remove(QueueItem gone) {
        queues.replaceAll(queue -> new ChangeQueue(
                queue.name(),
                queue.items().stream()
                        .filter(item -> !item.id().equals(gone.id()))
                        .map(item -> item.ahead().equals(gone.id()) ? item.behind(gone.ahead()) : item)
                        .toList()));
        queues.removeIf(queue -> queue.items().isEmpty());
    }

    void act(QueueAction action) {
        actions.add(action);
    }

    String freshId(String kind) {
        String text = before.idSeed() + "/" + rules.name() + "/" + kind + "/" + idsGiven++;
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString().replace("-", "");
    }

    QueuePlan plan() {
        return new QueuePlan(
                new QueueState(
                        rules,
                        layout,
                        before.idSeed(),
                        idsGiven,
                        before.publicUrl(),
                        consecutiveFailures,
                        disabled,
                        List.copyOf(queues)),
                List.copyOf(actions));
    }
}
