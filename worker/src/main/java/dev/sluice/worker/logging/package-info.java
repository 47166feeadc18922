/// How the process logs.
@NullMarked
package dev.sluice.worker.logging;

import org.jspecify.annotations.NullMarked;
