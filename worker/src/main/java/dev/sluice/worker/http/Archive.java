package dev.sluice.worker.http;

import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import java.util.List;
import java.util.Optional;

/// Ended buildsets and builds, and what is known of running ones, from the history store.
public interface Archive {

    /// Newest first.
    ///
    /// @param change 0 for all
    List<ApiBuildset> buildsets(String tenant, int change, int limit);

    Optional<ApiBuildset> buildset(String uuid);

    Optional<ApiBuild> build(String uuid);
}
