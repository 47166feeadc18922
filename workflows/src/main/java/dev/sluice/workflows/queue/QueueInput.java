package dev.sluice.workflows.queue;

import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.engine.queue.QueueAction;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueState;
import dev.sluice.workflows.shell.Timeouts;
import java.util.List;
import java.util.Optional;

/// @param layout reference of the layout that `rules` come from
/// @param publicUrl where people reach the engine; reports link to it
/// @param carried what an earlier run left, absent in the first
public record QueueInput(
        PipelineRules rules, String layout, String publicUrl, Optional<Carried> carried, Timeouts timeouts) {

    public static QueueInput fresh(PipelineRules rules, String layout, String publicUrl, Timeouts timeouts) {
        return new QueueInput(rules, layout, publicUrl, Optional.empty(), timeouts);
    }

    /// @param inbox events that no planner has seen yet
    /// @param pending actions that were begun and not answered
    /// @param recent what operators may run again
    /// @param defects what [QueueStatus] shows
    public record Carried(
            QueueState state,
            List<QueueEvent> inbox,
            List<QueueAction> pending,
            List<RecentItem> recent,
            List<String> defects) {}
}
