/// The queue workflow: one pipeline with all its change queues, a thin shell around the queue planner.
///
/// One workflow holds a whole pipeline, since its rules look across change queues (F10, F42, F45, E21, F82). It is an
/// entity: it lives as long as the pipeline and continues as new whenever its history has grown. What its actions
/// still wait for then (reports, look-ups, records) is begun again by the next run; all of it is idempotent.
@NullMarked
package dev.sluice.workflows.queue;

import org.jspecify.annotations.NullMarked;
