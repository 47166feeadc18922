package dev.sluice.activities.config;

import dev.sluice.engine.change.Project;

/// A branch of a project.
record ProjectBranch(Project project, String branch) {}
