/// The command line: one class for each verb.
@NullMarked
package dev.sluice.worker.cli;

import org.jspecify.annotations.NullMarked;
