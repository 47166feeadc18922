package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import java.util.List;

/// A playbook of a frozen job.
///
/// @param branch branch of the stanza that named it
/// @param path file from the root of its repository, such as `playbooks/docker-image/run.yaml`
/// @param trusted whether it comes from a config project: then it is read from the branch tip, never from a change
/// (B48)
/// @param nestingLevel inheritance level that contributed it, 0 for the outermost ancestor (C42, C46)
/// @param cleanup whether it runs even after an abort (C46)
/// @param resultIgnored whether its result does not count, as for the old attribute `cleanup-run`; a post-run playbook
///     with the flag `cleanup` does count (C46)
public record FrozenPlaybook(
        Project project,
        String branch,
        String path,
        boolean trusted,
        int nestingLevel,
        List<FrozenRole> roles,
        List<FrozenSecret> secrets,
        List<String> semaphores,
        boolean cleanup,
        boolean resultIgnored) {

    /// A playbook whose result counts.
    public FrozenPlaybook(
            Project project,
            String branch,
            String path,
            boolean trusted,
            int nestingLevel,
            List<FrozenRole> roles,
            List<FrozenSecret> secrets,
            List<String> semaphores,
            boolean cleanup) {
        this(project, branch, path, trusted, nestingLevel, roles, secrets, semaphores, cleanup, false);
    }

    /// The same with other secrets.
    FrozenPlaybook withSecrets(List<FrozenSecret> others) {
        return new FrozenPlaybook(
                project, branch, path, trusted, nestingLevel, roles, others, semaphores, cleanup, resultIgnored);
    }
}
