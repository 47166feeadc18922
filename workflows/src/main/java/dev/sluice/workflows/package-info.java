/// Durable Temporal shells around the engine: what a worker must register, and where.
@NullMarked
package dev.sluice.workflows;

import org.jspecify.annotations.NullMarked;
