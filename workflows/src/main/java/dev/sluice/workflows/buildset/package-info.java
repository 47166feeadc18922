/// The buildset workflow: a thin shell around the buildset planner.
@NullMarked
package dev.sluice.workflows.buildset;

import org.jspecify.annotations.NullMarked;
