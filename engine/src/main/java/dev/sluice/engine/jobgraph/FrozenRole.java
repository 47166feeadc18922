package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;

/// A repository whose `roles/` a playbook may use.
///
/// @param name name given to a repository that is itself one role, else empty
/// @param implicit whether it is the playbook's own repository
public record FrozenRole(Project project, String name, boolean implicit) {}
