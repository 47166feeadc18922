package dev.sluice.engine.build;

import dev.sluice.engine.build.BuildEvent.PhasePlaybook;
import java.util.List;

/// One try of a job. Made by [BuildPlanner#initial].
public record BuildState(List<PhasePlaybook> playbooks) {}
