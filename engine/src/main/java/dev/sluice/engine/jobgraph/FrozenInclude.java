package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import java.util.Optional;

/// A file of variables in a repository (A30, `include-vars`).
///
/// @param project repository that holds it; absent for the item's own project (`zuul-project`)
/// @param required whether a missing file is an error
/// @param useRef whether it is read from the branch that the job checks out, changes ahead included; else from the tip
///     of the default branch
public record FrozenInclude(String path, Optional<Project> project, boolean required, boolean useRef) {}
