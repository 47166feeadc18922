/// What a schedule starts when a timer of a pipeline fires: schedules start workflows, they cannot send signals.
@NullMarked
package dev.sluice.workflows.timer;

import org.jspecify.annotations.NullMarked;
