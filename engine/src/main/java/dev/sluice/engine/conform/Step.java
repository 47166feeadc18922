package dev.sluice.engine.conform;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that happens in a case's world (case-format section 4). Changes go by their letters.
public sealed interface Step {

    /// @param files path → text, or nothing for a deleted file
    record CreateChange(
            String id,
            String project,
            String branch,
            Map<String, Optional<String>> files,
            Optional<String> parent,
            List<String> dependsOn,
            String message,
            boolean wip,
            boolean failSubmit)
            implements Step {}

    /// @param change letter, or empty for an event of a ref
    /// @param by the user who caused it
    record Event(
            String type,
            String change,
            Map<String, Integer> approvals,
            String comment,
            String by,
            String project,
            String ref)
            implements Step {}

    record Vote(String change, String label, int value, String by) implements Step {}

    record Approve(List<String> changes) implements Step {}

    /// What is absent keeps its old value.
    record NewPatchset(
            String change,
            Optional<Map<String, Optional<String>>> files,
            Optional<String> message,
            Optional<List<String>> dependsOn)
            implements Step {}

    record Abandon(String change) implements Step {}

    record Restore(String change) implements Step {}

    /// Somebody submits it by hand.
    record Merge(String change) implements Step {}

    record Hold(boolean on) implements Step {}

    /// @param job full-match regular expression
    /// @param change letter, or empty for any
    /// @param count how many; 0 for all
    record Release(String job, String change, int count) implements Step {}

    record AddOutcome(ConformanceCase.Outcome outcome) implements Step {}

    record Reconfigure(String project, String branch, Map<String, Optional<String>> files) implements Step {}

    record CreateBranch(String project, String name, String from, Map<String, Optional<String>> files)
            implements Step {}

    /// @param command `enqueue`, `dequeue` or `promote`
    record Admin(String command, String pipeline, String change, String project, String ref, List<String> changes)
            implements Step {}

    record Advance(long seconds) implements Step {}

    record Check(Picture picture) implements Step {}
}
