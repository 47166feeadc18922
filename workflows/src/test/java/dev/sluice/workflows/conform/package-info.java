/// Conformance cases through the real workflows: the fake surroundings of the engine's own runner, with an in-memory
/// Temporal in the middle instead of the planners.
@org.jspecify.annotations.NullMarked
package dev.sluice.workflows.conform;
