package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.ItemBuildset.Stage;
import dev.sluice.engine.queue.QueueItem.Standing;
import dev.sluice.engine.report.Ending;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// One walk over a queue, front to back (6.6); repeated over all queues until nothing changes (F51).
final class Pass {
    private final PipelineBoard board;
    private final Lane lane;
    private final boolean merges;
    /// Changes of the items passed so far.
    private final SequencedSet<ChangeKey> passed = new LinkedHashSet<>();
    /// Items whose followers may start nothing (C50).
    private final SequencedSet<String> holding = new LinkedHashSet<>();
    /// The nearest item that does not fail (NNFI), empty for none.
    private String nearest = "";

    private Pass(PipelineBoard board, Lane lane) {
        this.board = board;
        this.lane = lane;
        this.merges = board.discipline().merges();
    }

    static void untilQuiet(PipelineBoard board) {
        boolean changed = true;
        while (changed) {
            Requirements.answer(board);
            changed = false;
            for (Lane lane : board.lanes()) {
                changed |= new Pass(board, lane).walk();
            }
            changed |= board.dropGone();
        }
    }

    private boolean walk() {
        boolean changed = false;
        int position = 0;
        for (String id : List.copyOf(lane.ids())) {
            Optional<QueueItem> item = board.item(id).filter(QueueItem::inLine);
            if (item.filter(each -> each.standing() == Standing.REPORTER_JOBS).isPresent()) {
                return Reporting.reporterJobsEnded(board, item.get()) || changed;
            }
            if (item.isPresent()) {
                changed |= process(item.get(), lane.window() == 0 || position < lane.window());
                position++;
                if (board.item(id).filter(QueueItem::inLine).isPresent()) {
                    item.get().changes().forEach(change -> passed.add(change.key()));
                }
            }
        }
        return changed;
    }

    private boolean process(QueueItem item, boolean active) {
        if (item.standing() == Standing.MERGING) {
            nearest = item.id();
            return false;
        }
        Optional<Ending> unfit = unfit(item);
        if (unfit.isPresent()) {
            Departure.expel(board, item, unfit.get());
            return true;
        }
        boolean headOfLive = board.liveAheadOf(item).isEmpty();
        boolean changed = false;
        if (needsFailing(item)) {
            cancelWithFollowers(item);
        } else {
            changed = followNearest(item);
            work(board.now(item), active);
        }
        QueueItem now = board.now(item);
        if (!now.live()) {
            return leaveWhenUseless(now) || changed;
        }
        Optional<Ending> ending = Closing.of(now);
        if (headOfLive && ending.isPresent()) {
            Reporting.close(board, now, ending.get());
            if (board.now(now).standing() == Standing.MERGING) {
                nearest = now.id();
            }
            return true;
        }
        if (!failing(now)) {
            nearest = now.id();
        }
        return changed;
    }

    /// Why the item may not stay (F42).
    private Optional<Ending> unfit(QueueItem item) {
        if (!board.discipline().looksAhead(board.rules())) {
            return Optional.empty();
        }
        if (merges && !item.changes().allMatch(board.rules()::mayMerge)) {
            return Optional.of(new Ending.MissingRequirement());
        }
        List<String> missing = item.needs()
                .filter(key -> !passed.contains(key))
                .map(this::name)
                .distinct()
                .toList();
        return missing.isEmpty() ? Optional.empty() : Optional.of(new Ending.NeedsChange(missing));
    }

    private String name(ChangeKey key) {
        return board.items()
                .flatMap(QueueItem::changes)
                .filter(change -> change.key().equals(key) && !change.url().isEmpty())
                .map(Change::url)
                .findFirst()
                .orElse(key.number() + "," + key.patchset());
    }

    /// F45.
    private boolean needsFailing(QueueItem item) {
        return merges
                && item.needs().flatMap(key -> board.anyItemOf(key).stream()).anyMatch(this::failing);
    }

    /// F48. What cannot be merged or configured fails only while it may run: then it is looked at.
    private boolean failing(QueueItem item) {
        boolean own = item.buildset()
                .filter(buildset -> buildset.failing() || (buildset.unusable() && board.active(item)))
                .isPresent();
        return own || needsFailing(item);
    }

    private void cancelWithFollowers(QueueItem item) {
        board.cancel(board.now(item), "A change that it needs is failing.");
        board.behind(item).forEach(this::cancelWithFollowers);
    }

    /// F46: what it stands on must be the nearest item that does not fail. Those behind it stay where it stood, until
    /// their own turn.
    private boolean followNearest(QueueItem item) {
        String ahead = board.liveAheadOf(item).map(QueueItem::id).orElse("");
        if (ahead.equals(nearest)
                || board.liveAheadOf(item).filter(QueueItem::merged).isPresent()) {
            return false;
        }
        board.behind(item).forEach(other -> board.put(other.behind(item.ahead())));
        board.put(item.behind(nearest));
        board.reset(board.now(item), "An item ahead failed.");
        return true;
    }

    private void work(QueueItem item, boolean active) {
        boolean held = heldByItemAhead(item);
        if (!item.live()) {
            return;
        }
        if (item.buildset().isEmpty()) {
            if (active) {
                start(item, held);
            }
            return;
        }
        ItemBuildset buildset = item.buildset().get();
        boolean hold = held || !active;
        if (!buildset.ended() && buildset.held() != hold) {
            board.act(new QueueAction.HoldBuildset(buildset.uuid(), hold));
            board.put(item.with(buildset.nowHeld(hold)));
        }
        reportStart(board.now(item));
    }

    /// C50; besides, nothing starts before it is known what the item ahead holds.
    private boolean heldByItemAhead(QueueItem item) {
        Optional<QueueItem> ahead = board.liveAheadOf(item);
        boolean held = ahead.isPresent() && holding.contains(ahead.get().id());
        Optional<ItemBuildset> own = item.buildset();
        boolean unknown = own.isEmpty() || own.get().stage() == Stage.PREPARING;
        boolean ownJobs = own.map(ItemBuildset::holdsFollowing).orElse(false);
        boolean graph = own.map(ItemBuildset::hasJobGraph).orElse(false);
        if (item.live() && (unknown || ownJobs || (graph && held))) {
            holding.add(item.id());
        }
        return held;
    }

    private void start(QueueItem item, boolean held) {
        String uuid = board.freshId("buildset");
        List<Subject> ahead = board.allAheadOf(item).reversed().stream()
                .flatMap(other -> other.subjects().stream())
                .toList();
        board.act(new QueueAction.StartBuildset(
                item.id(),
                uuid,
                item.subject(),
                item.cycle(),
                ahead,
                held,
                item.rerunOf(),
                item.event(),
                board.line(item)));
        board.put(item.with(ItemBuildset.preparing(uuid, held)));
    }

    /// F47: once for an item, when it has jobs to start.
    private void reportStart(QueueItem item) {
        boolean ready = item.buildset()
                .filter(buildset -> buildset.stage() == Stage.RUNNING)
                .filter(buildset -> buildset.projectInPipeline() && buildset.hasRegularJobs())
                .isPresent();
        if (ready && !item.startReported() && !item.quiet()) {
            board.put(item.startNowReported());
            Reporting.tell(board, item.id(), new Ending.Started());
        }
    }

    /// F49: an item that is not live stands there for those behind it.
    private boolean leaveWhenUseless(QueueItem item) {
        boolean useless = board.behind(item).isEmpty();
        if (useless) {
            board.leave(item);
        }
        return useless;
    }
}
