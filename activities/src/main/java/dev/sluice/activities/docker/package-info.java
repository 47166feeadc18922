/// Nodes and sidecars on this host's Docker engine: start, run commands, remove, sweep.
///
/// A build has one bridge network and on it a container for each node. A node whose label says so runs an engine of its
/// own inside, on a volume, so that nothing of one build leaks into another. All that is made carries the labels of
/// [dev.sluice.activities.docker.ResourceLabels]; what belongs to a build is found by them alone, so that a worker that
/// starts again, or a janitor, knows as much as the worker that made it.
///
/// ```
/// provision ─► network ∥ container, files ─► start ─► engine says that it is up ─► lease written
/// hold      ─► returns at once; NodeWatch beats for it, and fails it when a container dies
/// release   ─► containers ∥ ─► networks, volumes ∥ ─► lease removed
/// ```
@NullMarked
package dev.sluice.activities.docker;

import org.jspecify.annotations.NullMarked;
