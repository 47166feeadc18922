package dev.sluice.activities.step;

import dev.sluice.workflows.port.ExecutorActivities.OpenWorkspace;
import java.util.List;

/// `build.json`: what makes a workspace whole again after a crash. It is written last: without it there is no
/// workspace.
///
/// @param nodeset which of the job's nodesets this host chose: 0 for its own, then its alternatives (C10)
record BuildFile(OpenWorkspace request, List<Checkout> checkouts, int nodeset) {}
