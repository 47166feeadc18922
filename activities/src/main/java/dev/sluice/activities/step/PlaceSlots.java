package dev.sluice.activities.step;

import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplier;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// Lets a worker ask for a build only while its host has a place for one. Builds that find none wait at the Temporal
/// server, in its order, and whichever host is free first takes the next.
public final class PlaceSlots implements SlotSupplier<ActivitySlotInfo> {
    private final Places places;
    private final Queue<CompletableFuture<SlotPermit>> waiting = new ArrayDeque<>();
    /// Given to polls, or to builds that are about to take their place.
    private int issued;

    public PlaceSlots(Places places) {
        this.places = places;
        places.watch(this::serve);
    }

    @Override
    public SlotSupplierFuture reserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
        CompletableFuture<SlotPermit> wish = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(wish);
        }
        serve();
        return SlotSupplierFuture.fromCompletableFuture(wish, () -> wish.cancel(false));
    }

    @Override
    public synchronized Optional<SlotPermit> tryReserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
        if (!waiting.isEmpty() || places.free() <= issued) {
            return Optional.empty();
        }
        issued++;
        return Optional.of(new SlotPermit());
    }

    @Override
    public void markSlotUsed(SlotMarkUsedContext<ActivitySlotInfo> context) {
        // Counted since it was reserved.
    }

    @Override
    public void releaseSlot(SlotReleaseContext<ActivitySlotInfo> context) {
        giveBack();
    }

    private void serve() {
        List<CompletableFuture<SlotPermit>> granted = new ArrayList<>();
        synchronized (this) {
            int free = waiting.isEmpty() ? 0 : places.free();
            while (!waiting.isEmpty() && issued < free) {
                issued++;
                granted.add(waiting.remove());
            }
        }
        // Outside, since whoever waits goes on in this thread; one that gave up waiting takes nothing.
        granted.stream().filter(wish -> !wish.complete(new SlotPermit())).forEach(_ -> giveBack());
    }

    private void giveBack() {
        synchronized (this) {
            issued--;
        }
        serve();
    }
}
