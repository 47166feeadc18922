package dev.sluice.engine.queue;

import java.util.List;
import java.util.Map;

/// What the planner needs to know of a pipeline's definition (A20).
///
/// @param manager `independent`, `dependent`, `serial` or `supercedent`
/// @param reporters per action (`enqueue`, `start`, `success`, `failure`, `merge-conflict`, `config-error`, `no-jobs`,
///     `dequeue`, `disabled`): what each connection is told
///     A `merge-conflict` or `config-error` without reporters is told to those of `failure`
/// @param messages per action: the message template of the pipeline; an action without one has the engine's own text
/// @param footer empty for none
/// @param disableAfterConsecutiveFailures 0 for never (F63)
public record PipelineRules(
        String tenant,
        String name,
        String manager,
        boolean postReview,
        boolean dequeueOnNewPatchset,
        boolean ignoreDependencies,
        Map<String, List<Reporter>> reporters,
        Map<String, String> messages,
        String footer,
        int window,
        int windowFloor,
        int disableAfterConsecutiveFailures) {

    /// A pipeline that is never disabled.
    public PipelineRules(
            String tenant,
            String name,
            String manager,
            boolean postReview,
            boolean dequeueOnNewPatchset,
            boolean ignoreDependencies,
            Map<String, List<Reporter>> reporters,
            Map<String, String> messages,
            String footer,
            int window,
            int windowFloor) {
        this(
                tenant,
                name,
                manager,
                postReview,
                dequeueOnNewPatchset,
                ignoreDependencies,
                reporters,
                messages,
                footer,
                window,
                windowFloor,
                0);
    }

    /// One connection's part of an action, such as `{Verified: 1}` (F70).
    ///
    /// @param votes label → value, in the order written
    public record Reporter(String connection, Map<String, Integer> votes, boolean comment, boolean submit) {}
}
