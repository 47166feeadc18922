package dev.sluice.engine.jobgraph;

import dev.sluice.engine.config.Layout;
import java.util.List;
import java.util.Optional;

/// What freezing must know beyond the layout and the subject.
///
/// @param layoutAhead layout of the item ahead, or the static one at the head; given only when the item itself updates
///     configuration, so that jobs it changes run although no file matches (B29)
/// @param branchesContaining for a tag: branches that contain the tagged commit (B3)
public record FreezeContext(Optional<Layout> layoutAhead, List<String> branchesContaining) {
    /// Nothing beyond.
    public static final FreezeContext NONE = new FreezeContext(Optional.empty(), List.of());

    /// For an item that updates configuration.
    public static FreezeContext updatingConfig(Layout layoutAhead) {
        return new FreezeContext(Optional.of(layoutAhead), List.of());
    }
}
