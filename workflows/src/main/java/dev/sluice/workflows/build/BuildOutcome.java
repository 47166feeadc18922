package dev.sluice.workflows.build;

import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.buildset.ReturnedData;

/// How a build ended, and what it returned.
public record BuildOutcome(BuildEnd end, ReturnedData returned) {}
