/// The buildset workflow: one attempt at an item, a thin shell around the buildset planner.
///
/// It prepares the item (merge, layout, freeze), starts a build for each try that the planner asks for, waits until all
/// of them have ended, and tells its queue by signal. The queue does not wait for it: it abandons its child, so that it
/// may continue as new meanwhile.
@NullMarked
package dev.sluice.workflows.buildset;

import org.jspecify.annotations.NullMarked;
