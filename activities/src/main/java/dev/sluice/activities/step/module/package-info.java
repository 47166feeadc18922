/// The modules of tasks: what `command`, `copy` or `zuul_return` do.
@NullMarked
package dev.sluice.activities.step.module;

import org.jspecify.annotations.NullMarked;
