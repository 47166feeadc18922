package dev.sluice.engine.change;

import java.util.Collection;
import java.util.List;

/// Something that keeps a change from merging, as its review system tells it (F53).
///
/// @param what a label, a submit requirement, or a state such as `work in progress`
/// @param labels whose votes could lift it; none where no vote does
public record MergeBlocker(String what, List<String> labels) {

    /// Whether a vote on one of these labels could lift it.
    public boolean isLiftedBy(Collection<String> votes) {
        return labels.stream().anyMatch(votes::contains);
    }
}
