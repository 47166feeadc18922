package dev.sluice.engine.jobgraph;

import java.util.List;
import java.util.Optional;

/// The part of a frozen job that the planners need; small enough for a workflow's history.
///
/// @param labels labels of the nodes it asks for; empty for a job that runs on the executor alone
/// @param noop whether it succeeds at once without an executor (A37)
/// @param reporter whether it runs once the buildset's success was reported, and has no say in it (`type: reporter`)
public record JobNode(
        String name,
        List<JobDependency> dependencies,
        boolean voting,
        boolean holdFollowingChanges,
        int attempts,
        List<String> provides,
        List<String> requires,
        List<SemaphoreUse> semaphores,
        List<String> labels,
        boolean noop,
        Optional<String> successMessage,
        Optional<String> failureMessage,
        boolean reporter) {}
