/// Ports in memory, scripted by tests, and an in-memory Temporal with workers that can crash.
package dev.sluice.workflows.testkit;
