package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.problem.Problem;
import java.util.List;

/// An item whose own change updates configuration, and what it is merged with (A71).
///
/// @param base the tenant's static layout
/// @param tips the branch tips, as `base` was read from
/// @param merged the merge of the item and everything ahead of it; for other projects and branches the tips
/// @param own the changes of the item
/// @param ahead the changes of all items ahead
/// @param problemsAhead configuration problems of the items ahead
/// @param aheadInvalid whether an item ahead has a blocking configuration error (A75)
public record SpeculativeRequest(
        LoadedLayout base,
        ConfigSource tips,
        ConfigSource merged,
        List<Change> own,
        List<Change> ahead,
        List<Problem> problemsAhead,
        boolean aheadInvalid) {}
