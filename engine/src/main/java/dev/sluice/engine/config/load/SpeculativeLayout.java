package dev.sluice.engine.config.load;

import dev.sluice.engine.problem.Problem;
import java.util.List;

/// What becomes of an item that updates configuration (A73).
public sealed interface SpeculativeLayout {

    /// Problems that the report shows without blocking (A74).
    List<Problem> warnings();

    /// The item runs what its own configuration says.
    record Use(LoadedLayout loaded, List<Problem> warnings) implements SpeculativeLayout {}

    /// The item changes only config projects, whose new configuration counts after the merge: it runs the static
    /// layout (A72).
    record UseStatic(List<Problem> warnings) implements SpeculativeLayout {}

    /// The item is a CONFIG_ERROR.
    record Blocked(List<Problem> errors, List<Problem> warnings) implements SpeculativeLayout {}
}
