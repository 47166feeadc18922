package dev.sluice.engine.buildset;

import java.util.List;
import java.util.Map;

/// One attempt at an item. Made by [BuildsetPlanner#initial].
///
/// @param idSeed seed of the build uuids, from the caller
/// @param idsGiven how many were given out
/// @param source keys that artifacts of this item are marked with (E13), without `job`
/// @param held whether an unfinished hold-following job ahead keeps jobs from starting (C50)
/// @param jobs in graph order, empty until the job graph is known
public record BuildsetState(
        String buildset,
        String idSeed,
        int idsGiven,
        Map<String, String> source,
        Stage stage,
        boolean failFast,
        boolean held,
        List<JobRun> jobs) {

    /// Where an attempt is.
    public enum Stage {
        PREPARING,
        RUNNING,
        /// All but the reporter jobs went well: waits to be told whether those may run.
        REPORTABLE,
        /// The reporter jobs run.
        REPORTING,
        /// Waits for its builds to end.
        CANCELING,
        COMPLETE
    }
}
