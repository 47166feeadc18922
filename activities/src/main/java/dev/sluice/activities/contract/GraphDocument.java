package dev.sluice.activities.contract;

import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.FrozenJob;
import java.util.List;

/// What a buildset runs, stored once under the key `graph/<buildset>`.
///
/// @param items subjects ahead, oldest first, then the item's own
/// @param sources speculative trees: every project of the items, required projects, and untrusted playbook repositories
/// @param trusted branch tips of config projects whose playbooks or roles are used (B48), never merged with a change
/// @param inputs hash over all that a job can see, to tell whether earlier results may be carried over
public record GraphDocument(
        String tenant,
        String pipeline,
        boolean postReview,
        String buildset,
        List<Subject> items,
        List<FrozenJob> jobs,
        List<SourceTree> sources,
        List<SourceTree> trusted,
        String inputs) {

    public static String key(String buildset) {
        return "graph/" + buildset;
    }
}
