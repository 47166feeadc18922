/// The queue planner: one state per pipeline, holding that pipeline's change queues (zuul-semantics part 6).
///
/// Same state and same event give the same plan. Time and fresh ids arrive with the event.
@NullMarked
package dev.sluice.engine.queue;

import org.jspecify.annotations.NullMarked;
