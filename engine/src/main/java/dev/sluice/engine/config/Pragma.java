package dev.sluice.engine.config;

import java.util.List;
import java.util.Optional;

/// What a file says of the branch matchers that its stanzas imply (A62).
public record Pragma(Optional<Boolean> impliedBranchMatchers, List<Regex> impliedBranches) {
    public static final Pragma NONE = new Pragma(Optional.empty(), List.of());

    /// Both, when a file has several: the later word wins.
    public Pragma and(Pragma later) {
        return new Pragma(
                later.impliedBranchMatchers.or(() -> impliedBranchMatchers),
                later.impliedBranches.isEmpty() ? impliedBranches : later.impliedBranches);
    }
}
