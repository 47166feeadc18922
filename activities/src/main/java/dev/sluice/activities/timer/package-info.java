/// Timers of pipelines as schedules of Temporal.
@NullMarked
package dev.sluice.activities.timer;

import org.jspecify.annotations.NullMarked;
