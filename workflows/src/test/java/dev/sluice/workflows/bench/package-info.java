/// Benchmarks of the shells, by `main`: what the engine's durability costs on top of Temporal's own.
///
/// Without an argument they use the in-memory server; with `host:port` a real one whose search attributes are
/// registered. They print figures and ratios, and judge nothing.
package dev.sluice.workflows.bench;
