/// The tenant workflow: configuration snapshot and event intake.
///
/// Events are handled one after the other, in the order they came: one that changes the configuration is followed by a
/// load, the queues are told, and it is routed again. An event is known by its key and handled once, over all runs.
@NullMarked
package dev.sluice.workflows.tenant;

import org.jspecify.annotations.NullMarked;
