/// The build planner: the phases of one try of a job: pre-run, run, pause, post-run, cleanup (zuul-semantics 3.4).
@NullMarked
package dev.sluice.engine.build;

import org.jspecify.annotations.NullMarked;
