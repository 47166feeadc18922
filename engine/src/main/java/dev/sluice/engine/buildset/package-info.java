/// The buildset planner: one attempt at an item, from its job graph to its result (zuul-semantics parts 3 to 5).
@NullMarked
package dev.sluice.engine.buildset;

import org.jspecify.annotations.NullMarked;
