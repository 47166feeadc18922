/// Nodes and sidecars on this host's Docker engine: start, run commands, remove, sweep.
@NullMarked
package dev.sluice.activities.docker;

import org.jspecify.annotations.NullMarked;
