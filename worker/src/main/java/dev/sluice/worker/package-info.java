/// The process: one binary that is the worker, the all-in-one dev server, and the command line.
@NullMarked
package dev.sluice.worker;

import org.jspecify.annotations.NullMarked;
