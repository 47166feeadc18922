package dev.sluice.workflows.tenant;

import dev.sluice.workflows.shell.Refusal;
import java.time.Instant;
import java.util.Optional;

/// Lets a tenant's events through, or keeps them for as long as an operator wants.
final class EventGate {
    /// So many events travel to the tenant's next run within Temporal's two megabytes; one more ends the pause, since
    /// an event must not be lost.
    static final int KEPT_AT_MOST = 1_000;

    private final String tenant;
    private Optional<EventPause> pause;

    EventGate(String tenant, Optional<EventPause> carried) {
        this.tenant = tenant;
        pause = carried;
    }

    boolean open() {
        return pause.isEmpty();
    }

    Optional<EventPause> pause() {
        return pause;
    }

    void checkClose() {
        pause.ifPresent(known -> {
            throw Refusal.of(
                    "PAUSE-001",
                    "Events of tenant '" + tenant + "' are paused already, since "
                            + Instant.ofEpochMilli(known.sinceEpochMilli()) + ": " + known.reason());
        });
    }

    void close(String reason, long now) {
        pause = Optional.of(new EventPause(reason, now));
    }

    void checkOpen() {
        if (pause.isEmpty()) {
            throw Refusal.of("PAUSE-002", "Events of tenant '" + tenant + "' are not paused.");
        }
    }

    void reopen() {
        pause = Optional.empty();
    }

    /// @return whether the pause had to end because too many events wait
    boolean overflows(int waiting) {
        boolean tooMany = pause.isPresent() && waiting > KEPT_AT_MOST;
        if (tooMany) {
            reopen();
        }
        return tooMany;
    }
}
