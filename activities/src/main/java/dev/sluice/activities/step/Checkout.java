package dev.sluice.activities.step;

import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A repository that was checked out for a build.
///
/// @param directory relative to the workspace
/// @param commit commit id
/// @param kind what it is for
record Checkout(Kind kind, Project project, String branch, String directory, String commit) {

    enum Kind {
        /// What the build tests; shown to steps, so that they may spoil it.
        SOURCE,
        /// Playbooks and roles of untrusted projects, as the change has them.
        UNTRUSTED,
        /// Playbooks and roles of config projects, from the tip of their branch (B48).
        TRUSTED
    }

    /// The branch, or the bare name of a tag.
    String shortBranch() {
        return branch.replaceFirst("^refs/(tags/)?", "");
    }

    /// The repository that a playbook, a role or a file of variables is read from, by the rule of
    /// [dev.sluice.activities.contract.ReadFrom].
    static Optional<Checkout> find(List<Checkout> done, Project project, String branch, boolean trusted) {
        List<Checkout> candidates = Stream.of(Kind.UNTRUSTED, Kind.TRUSTED)
                .filter(kind -> !trusted || kind == Kind.TRUSTED)
                .flatMap(kind -> done.stream().filter(checkout -> checkout.kind() == kind))
                .filter(checkout -> checkout.project().equals(project))
                .toList();
        return candidates.stream()
                .filter(checkout -> checkout.branch().equals(branch))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }
}
