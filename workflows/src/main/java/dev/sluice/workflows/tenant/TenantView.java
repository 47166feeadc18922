package dev.sluice.workflows.tenant;

import dev.sluice.workflows.port.TenantActivities.TenantSnapshot;
import java.util.List;
import java.util.Optional;

/// A tenant as people see it.
///
/// @param snapshot absent until the configuration was loaded
/// @param queues pipelines whose queues were started
/// @param waiting events that wait to be routed
/// @param handled how many events were routed, all in all
/// @param notes what could not be done, newest last
/// @param pause absent while events are routed
public record TenantView(
        String tenant,
        Optional<TenantSnapshot> snapshot,
        List<String> queues,
        int waiting,
        long handled,
        List<String> notes,
        Optional<EventPause> pause) {}
