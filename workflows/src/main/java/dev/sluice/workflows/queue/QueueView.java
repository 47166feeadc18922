package dev.sluice.workflows.queue;

import java.util.List;

/// A pipeline as people see it.
///
/// @param items of all change queues, head first
/// @param defects events that could not be handled, newest last
public record QueueView(
        String tenant, String pipeline, String manager, String layout, List<Item> items, List<String> defects) {

    /// @param queue name of its change queue, empty for one of its own
    /// @param project canonical name
    /// @param change id of the subject, such as `12,3`
    /// @param live false for an item that is only there because another needs it
    /// @param buildset uuid of the current attempt, or empty
    /// @param ahead id of the item ahead, or empty
    public record Item(
            String item,
            String queue,
            String project,
            String change,
            String url,
            boolean live,
            boolean active,
            boolean failing,
            String buildset,
            String ahead,
            long enqueuedAtEpochMilli,
            List<Job> jobs) {}

    /// @param state in lower case: `waiting`, `queued`, `running`, `paused`, `complete`
    /// @param result empty until it has one
    public record Job(String job, String state, boolean voting, String build, String result) {}
}
