package dev.sluice.engine.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A pipeline while one event is worked in: its queues and the actions so far.
final class PipelineBoard {
    private final QueueState before;
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<String, QueueItem> items = new LinkedHashMap<>();
    private final Map<String, Lane> laneOfItem = new LinkedHashMap<>();
    private final Map<String, String> itemOfBuildset = new LinkedHashMap<>();
    private final List<QueueAction> actions = new ArrayList<>();
    private PipelineRules rules;
    private String layout;
    private int idsGiven;
    private int consecutiveFailures;
    private boolean disabled;

    PipelineBoard(QueueState before) {
        this.before = before;
        rules = before.rules();
        layout = before.layout();
        idsGiven = before.idsGiven();
        consecutiveFailures = before.consecutiveFailures();
        disabled = before.disabled();
        for (ChangeQueue queue : before.queues()) {
            Lane lane = open(queue.name(), queue.lasting(), queue.window());
            for (QueueItem item : queue.items()) {
                seat(lane, item);
            }
        }
    }

    /// Puts an item at the end of a queue, behind whom it stood.
    void seat(Lane lane, QueueItem item) {
        lane.ids().add(item.id());
        laneOfItem.put(item.id(), lane);
        put(item);
    }

    PipelineRules rules() {
        return rules;
    }

    Discipline discipline() {
        return Discipline.of(rules);
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

    /// Takes all queues away; their items must find new ones.
    List<Lane> closeLanes() {
        List<Lane> closed = lanes();
        lanes.clear();
        return closed;
    }

    /// Counts a result for F63; the failure that reaches the limit is itself still reported as usual.
    void count(boolean succeeded) {
        consecutiveFailures = succeeded ? 0 : consecutiveFailures + 1;
        int limit = rules.disableAfterConsecutiveFailures();
        disabled |= limit > 0 && consecutiveFailures >= limit;
    }

    List<Lane> lanes() {
        return List.copyOf(lanes);
    }

    /// Queues in this order, and then all others.
    void moveToFront(List<Lane> first) {
        List<Lane> rest = lanes.stream().filter(lane -> !first.contains(lane)).toList();
        lanes.clear();
        lanes.addAll(first);
        lanes.addAll(rest);
    }

    /// Items of all queues, head first.
    Stream<QueueItem> items() {
        return lanes().stream().flatMap(this::items);
    }

    Stream<QueueItem> items(Lane lane) {
        return List.copyOf(lane.ids()).stream().flatMap(id -> item(id).stream());
    }

    Optional<QueueItem> item(String id) {
        return Optional.ofNullable(items.get(id));
    }

    Optional<QueueItem> itemOf(String buildset) {
        return Optional.ofNullable(itemOfBuildset.get(buildset)).flatMap(this::item);
    }

    /// A live item that holds this patch set.
    /// An item that holds this patch set, live or not.
    Optional<QueueItem> anyItemOf(ChangeKey change) {
        return items().filter(item -> item.inLine() && item.holds(change)).findFirst();
    }

    boolean holds(Lane lane, ChangeKey change) {
        return items(lane).anyMatch(item -> item.inLine() && item.holds(change));
    }

    /// Whether it is near enough to the head of its queue to run (F44).
    boolean active(QueueItem item) {
        Lane lane = laneOf(item);
        return lane.window() == 0
                || items(lane)
                        .filter(QueueItem::inLine)
                        .limit(lane.window())
                        .anyMatch(near -> near.id().equals(item.id()));
    }

    Lane laneOf(QueueItem item) {
        return Optional.ofNullable(laneOfItem.get(item.id()))
                .orElseThrow(() -> new IllegalStateException("item " + item.id() + " stands in no queue"));
    }

    Optional<QueueItem> aheadOf(QueueItem item) {
        return item.ahead().isEmpty() ? Optional.empty() : item(item.ahead());
    }

    Optional<QueueItem> liveAheadOf(QueueItem item) {
        return aheadOf(item).filter(QueueItem::live);
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

    /// Name of the queue that the item shares with others; its project where it shares none.
    String line(QueueItem item) {
        String shared = laneOf(item).name();
        return shared.isEmpty() ? item.subject().project().canonicalName() : shared;
    }

    /// Items directly behind this one.
    List<QueueItem> behind(QueueItem item) {
        return items(laneOf(item))
                .filter(other -> other.inLine() && other.ahead().equals(item.id()))
                .toList();
    }

    /// Puts an item at the end of a queue, behind the last one that counts.
    void append(Lane lane, QueueItem item) {
        String last = items(lane)
                .filter(QueueItem::inLine)
                .reduce((_, second) -> second)
                .map(QueueItem::id)
                .orElse("");
        seat(lane, item.behind(last));
    }

    Lane open(String name, boolean lasting, int window) {
        Lane lane = new Lane(name, lasting, window);
        lanes.add(lane);
        return lane;
    }

    /// The queue of this name; opened when it is not there.
    Lane lane(String name, boolean lasting, int window) {
        return lanes.stream()
                .filter(lane -> lane.name().equals(name))
                .findFirst()
                .orElseGet(() -> open(name, lasting, window));
    }

    void put(QueueItem item) {
        items.put(item.id(), item);
        item.buildset().ifPresent(buildset -> itemOfBuildset.put(buildset.uuid(), item.id()));
    }

    /// Cancels what an item runs and gives it and all behind it a new attempt (F46).
    void reset(QueueItem item, String reason) {
        cancel(item, reason);
        item.buildset()
                .ifPresent(buildset ->
                        act(new QueueAction.RecordBuildset(buildset.uuid(), item.subject(), "CANCELED", reason)));
        put(now(item).withoutBuildset());
        behind(item).forEach(other -> reset(other, reason));
    }

    /// Cancels what an item runs.
    void cancel(QueueItem item, String reason) {
        item.buildset()
                .filter(buildset -> !buildset.ended() && !buildset.canceling())
                .ifPresent(buildset -> {
                    act(new QueueAction.CancelBuildset(buildset.uuid(), reason));
                    put(item.with(buildset.nowCanceling()));
                });
    }

    /// The item as it is now.
    QueueItem now(QueueItem item) {
        return item(item.id()).orElse(item);
    }

    /// Counts an item out: those behind it stand behind the one ahead of it (F54).
    void leave(QueueItem gone) {
        Requirements.reopen(this, gone);
        behind(gone).forEach(other -> put(other.behind(gone.ahead())));
        put(now(gone).at(QueueItem.Standing.GONE));
    }

    /// Takes what is gone off the show once nothing of it is left to wait for.
    boolean dropGone() {
        List<QueueItem> over = items().filter(item -> !item.inLine() && item.ended() && item.openReports() == 0)
                .toList();
        for (QueueItem item : over) {
            laneOf(item).ids().remove(item.id());
            items.remove(item.id());
            laneOfItem.remove(item.id());
        }
        lanes.removeIf(lane -> lane.ids().isEmpty() && !lane.lasting());
        return !over.isEmpty();
    }

    void act(QueueAction action) {
        actions.add(action);
    }

    void announce(String event, Change change) {
        if (rules.announces().contains(event)) {
            act(new QueueAction.Announce(event, change));
        }
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
                        lanes.stream()
                                .map(lane -> new ChangeQueue(
                                        lane.name(),
                                        lane.lasting(),
                                        lane.window(),
                                        items(lane).toList()))
                                .toList()),
                List.copyOf(actions));
    }
}
