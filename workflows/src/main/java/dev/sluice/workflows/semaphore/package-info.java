/// A semaphore: who holds it, who waits for it (C52). An entity workflow for each name of a tenant.
@NullMarked
package dev.sluice.workflows.semaphore;

import org.jspecify.annotations.NullMarked;
