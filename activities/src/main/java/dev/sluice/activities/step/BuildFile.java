package dev.sluice.activities.step;

import dev.sluice.workflows.port.ExecutorActivities.OpenWorkspace;
import java.util.List;

/// `build.json`: what makes a workspace whole again after a crash. It is written last: without it there is no
/// workspace.
record BuildFile(OpenWorkspace request, List<Checkout> checkouts) {}
