package dev.sluice.workflows.semaphore;

import dev.sluice.workflows.shell.Timeouts;
import java.util.List;

/// @param maximum how many may hold it at the same time
/// @param waiters longest waiting first
public record SemaphoreInput(
        String tenant, String name, int maximum, List<Holder> holders, List<Holder> waiters, Timeouts timeouts) {

    /// One that nobody holds yet.
    public static SemaphoreInput fresh(String tenant, String name, int maximum, Timeouts timeouts) {
        return new SemaphoreInput(tenant, name, maximum, List.of(), List.of(), timeouts);
    }
}
