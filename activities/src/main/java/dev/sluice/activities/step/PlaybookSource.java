package dev.sluice.activities.step;

import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.playbook.PlaybookLoader.Loaded;

/// A playbook of a build: what the frozen job says of it, where its files are, and what was read.
record PlaybookSource(FrozenPlaybook frozen, Phase phase, RepositoryFiles files, Loaded loaded) {}
