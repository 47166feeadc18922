package dev.sluice.activities.contract;

import dev.sluice.engine.buildset.Artifact;
import java.time.Instant;
import java.util.List;

/// What merged changes provide that is not published yet.
public interface MergedArtifacts {

    /// Artifacts of changes that merged and whose promotion runs or failed, and after which no other change of the
    /// same branch was promoted. What merged first comes first.
    ///
    /// @param requires names of which the providing job has at least one
    /// @param since promotions that began before count as given up
    List<Artifact> notPromoted(String tenant, List<String> requires, Instant since);
}
