package dev.sluice.engine.config;

/// One entry of a pipeline's `trigger`: an event that any of them accepts enters the pipeline (F3).
public sealed interface Trigger permits GerritTrigger, GitTrigger, TimerTrigger, ZuulTrigger {

    /// Name of the connection whose events it looks at (F4).
    String connection();
}
