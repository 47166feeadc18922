/// The ports that workflows call: activity interfaces and their payloads. Adapters live in `activities`.
///
/// Payloads are small records of JDK types; layouts, frozen jobs and logs travel by reference. An activity fails with
/// an
/// [io.temporal.failure.ApplicationFailure] whose type is a [dev.sluice.workflows.port.FailureKind].
@NullMarked
package dev.sluice.workflows.port;

import org.jspecify.annotations.NullMarked;
