/// Tests of the wiring's own decisions.
@org.jspecify.annotations.NullMarked
package dev.sluice.worker.wiring;
