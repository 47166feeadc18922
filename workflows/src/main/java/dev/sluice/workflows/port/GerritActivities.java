package dev.sluice.workflows.port;

import dev.sluice.engine.report.Review;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/// Gerrit: events in, reviews out.
@ActivityInterface
public interface GerritActivities {

    /// Follows a connection's event stream until cancelled, and signals each event to the tenants' workflows.
    ///
    /// Heartbeats the position (the time of the newest event handed on); a new attempt first catches
    /// up through REST from there. An event may be handed on twice, with the same key.
    ///
    /// @param tenants ids of the workflows to signal
    void streamEvents(String connection, List<String> tenants);

    /// Posts a review, once for its key.
    ///
    /// @return false when Gerrit refused it for good, such as a deleted change
    boolean report(Review review);
}
