/// A real Temporal server for tests.
@NullMarked
package dev.sluice.activities.temporal;

import org.jspecify.annotations.NullMarked;
