/// Problems a user can mend: where, what was found, what is allowed, what to do, and a stable code.
///
/// Checks add to a [dev.sluice.engine.problem.Problems] accumulator and go on, so that a user sees all of them at once.
@NullMarked
package dev.sluice.engine.problem;

import org.jspecify.annotations.NullMarked;
