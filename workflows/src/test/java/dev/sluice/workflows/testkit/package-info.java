/// Ports in memory, scripted by tests, and an in-memory Temporal with workers.
package dev.sluice.workflows.testkit;
