/// The change queue workflow: a thin shell around the queue planner.
@NullMarked
package dev.sluice.workflows.queue;

import org.jspecify.annotations.NullMarked;
