/// Guice modules, one for each adapter; the only place that knows all rooms.
@NullMarked
package dev.sluice.worker.wiring;

import org.jspecify.annotations.NullMarked;
