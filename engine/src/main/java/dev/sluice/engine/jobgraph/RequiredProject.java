package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import java.util.Optional;

/// A further repository in the workspace (B60).
public record RequiredProject(Project project, Optional<String> overrideCheckout) {}
