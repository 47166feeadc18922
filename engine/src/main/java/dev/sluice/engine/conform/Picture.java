package dev.sluice.engine.conform;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a `check` compares; what is absent is not compared (case-format section 5).
///
/// @param queues pipeline → queues, head first; an item is written `A`, `(A)` when not live, `A+B` for a cycle
/// @param windows pipeline → project → size
/// @param semaphores name → holders
public record Picture(
        Optional<List<BuildSeen>> builds,
        Map<String, List<List<String>>> queues,
        Map<String, Map<String, Integer>> windows,
        Map<String, Integer> semaphores,
        Optional<List<BuildSeen>> paused,
        Map<String, ChangeExpected> changes) {

    /// A build that runs or is held.
    ///
    /// @param changes letters, oldest first; empty for a ref
    /// @param ref full name for a build of a ref, else empty
    public record BuildSeen(String job, List<String> changes, String ref) {}

    /// @param votes label → value
    public record ChangeExpected(
            Optional<String> status,
            Optional<Integer> reports,
            Map<String, Integer> votes,
            List<MessageExpected> messages) {}

    /// @param index from 0, or from −1 backwards
    public record MessageExpected(int index, List<String> contains, List<String> excludes) {}
}
