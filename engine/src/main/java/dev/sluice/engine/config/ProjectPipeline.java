package dev.sluice.engine.config;

import java.util.List;
import java.util.Map;

/// What one pipeline runs for one project and branch, before inheritance (A52).
///
/// @param jobs in the order in which their names were first seen
/// @param vars variables of templates and project, below those of the jobs (B14)
/// @param debug whether reports explain which jobs were chosen
public record ProjectPipeline(List<Listing> jobs, Map<String, Object> vars, boolean failFast, boolean debug) {

    /// A job's name and every entry that lists it, in order.
    public record Listing(String job, List<JobEntry> variants) {}
}
