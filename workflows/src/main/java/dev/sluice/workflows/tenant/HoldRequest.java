package dev.sluice.workflows.tenant;

import dev.sluice.engine.autohold.EndedBuild;
import java.util.List;

/// A host asks whether to keep the nodes of a build.
///
/// @param host its task queue
/// @param nodes names of their containers
public record HoldRequest(EndedBuild ended, String host, List<String> nodes) {}
