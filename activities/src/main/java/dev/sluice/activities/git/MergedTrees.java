package dev.sluice.activities.git;

import dev.sluice.activities.contract.SourceTrees.MergeStep;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/// Merges trees, and remembers what came out: a buildset asks for the same tree once per build.
final class MergedTrees {
    private static final int KEPT = 2_000;

    private record Asked(String project, String base, List<MergeStep> merges) {}

    private final Repositories repositories;
    private final Map<Asked, Merger.Outcome> outcomes = Collections.synchronizedMap(new Recent());

    MergedTrees(Repositories repositories) {
        this.repositories = repositories;
    }

    /// Fetches what is missing first.
    Merger.Outcome of(SourceTree tree) {
        tree.merges().forEach(step -> MergeMode.named(step.mode()));
        ProjectClone clone = repositories.of(tree.project());
        clone.require(tree.base(), "");
        Asked asked = new Asked(tree.project().canonicalName(), tree.base(), tree.merges());
        Merger.Outcome known = outcomes.get(asked);
        if (known instanceof Merger.Outcome.Conflict) {
            return known;
        }
        if (known instanceof Merger.Outcome.Merged(ObjectId commit) && clone.has(commit.name())) {
            return known;
        }
        tree.merges().forEach(step -> clone.require(step.commit(), step.ref()));
        Merger.Outcome outcome = clone.read(
                (branches, changes) -> new Merger(changes).mergeStack(ObjectId.fromString(tree.base()), tree.merges()));
        outcomes.put(asked, outcome);
        return outcome;
    }

    private static final class Recent extends LinkedHashMap<Asked, Merger.Outcome> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Merger.Outcome> eldest) {
            return size() > KEPT;
        }
    }
}
