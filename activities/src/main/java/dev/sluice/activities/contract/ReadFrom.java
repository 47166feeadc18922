package dev.sluice.activities.contract;

import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The tree that a playbook, a role or a file of variables is read from.
///
/// @param speculative whether changes of the item may be in it
public record ReadFrom(SourceTree tree, boolean speculative) {

    /// What is trusted is never read from a state that a change could have made (B48); all else is read from the
    /// change's state where there is one. A repository without the branch is read from what there is of it.
    ///
    /// @param sources trees with the item's changes
    /// @param tips branches as they are
    public static Optional<ReadFrom> find(
            List<SourceTree> sources, List<SourceTree> tips, Project project, String branch, boolean trusted) {
        List<ReadFrom> candidates = Stream.concat(
                        trusted ? Stream.of() : sources.stream().map(tree -> new ReadFrom(tree, true)),
                        tips.stream().map(tree -> new ReadFrom(tree, false)))
                .filter(candidate -> candidate.tree().project().equals(project))
                .toList();
        return candidates.stream()
                .filter(candidate -> candidate.tree().branch().equals(branch))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }
}
