package dev.sluice.workflows.tenant;

import dev.sluice.engine.autohold.Autoholds;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import dev.sluice.workflows.shell.Timeouts;
import java.util.List;
import java.util.Optional;

/// @param publicUrl where people reach the engine; reports link to it
/// @param carried what an earlier run left, absent in the first
public record TenantInput(String tenant, String publicUrl, Optional<Carried> carried, Timeouts timeouts) {

    public static TenantInput fresh(String tenant, String publicUrl, Timeouts timeouts) {
        return new TenantInput(tenant, publicUrl, Optional.empty(), timeouts);
    }

    /// @param snapshot absent while the configuration could not be loaded
    /// @param inbox events that nobody has routed yet
    /// @param seen keys of the newest events, oldest first
    /// @param reconfigure whether somebody asked to load the configuration again
    /// @param queues pipelines whose queues were started
    /// @param notes what could not be done, newest last
    /// @param handled how many events were routed, all in all
    /// @param pause absent while events are routed
    /// @param autoholds absent before the first
    public record Carried(
            Optional<TenantSnapshot> snapshot,
            List<TriggerEvent> inbox,
            List<String> seen,
            boolean reconfigure,
            List<String> queues,
            List<String> notes,
            long handled,
            Optional<EventPause> pause,
            Optional<Autoholds> autoholds) {}
}
