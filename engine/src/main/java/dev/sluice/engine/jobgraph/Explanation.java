package dev.sluice.engine.jobgraph;

/// Why a job is in the graph or not, or where it got its attributes: one step, for people.
///
/// @param job name of the job; empty when the whole graph is meant
public record Explanation(String job, String text) {
    @Override
    public String toString() {
        return job.isEmpty() ? text : job + ": " + text;
    }
}
