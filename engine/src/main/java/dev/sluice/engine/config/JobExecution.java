package dev.sluice.engine.config;

import dev.sluice.engine.jobgraph.SemaphoreUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a stanza says of how a job runs; closed by `final` and `protected` (B30, B33). Absent: not said (B20).
///
/// @param timeoutSeconds for pre-run and run together (C41)
/// @param allowedProjects names as written
/// @param overrideBranch the old attribute: checked out where `override-checkout` does not say, and nothing more (B60)
/// @param type `regular`, `initializer` or `reporter`
/// @param withoutEffect names of further attributes that are set, but change nothing here
/// @param failureOutput regular expressions that tell a failure early (C47)
public record JobExecution(
        Optional<Integer> preTimeoutSeconds,
        Optional<Integer> timeoutSeconds,
        Optional<Integer> postTimeoutSeconds,
        Optional<Integer> attempts,
        Optional<NodesetUse> nodeset,
        Optional<List<PlaybookUse>> preRun,
        Optional<List<PlaybookUse>> run,
        Optional<List<PlaybookUse>> postRun,
        Optional<List<PlaybookUse>> cleanupRun,
        Optional<List<RoleUse>> roles,
        Optional<List<SecretUse>> secrets,
        Optional<Setting<Map<String, Object>>> vars,
        Optional<Setting<Map<String, Object>>> extraVars,
        Optional<Setting<Map<String, Object>>> hostVars,
        Optional<Setting<Map<String, Object>>> groupVars,
        Optional<Setting<List<IncludeVars>>> includeVars,
        Optional<List<SemaphoreUse>> semaphores,
        Optional<Setting<List<ProjectUse>>> requiredProjects,
        Optional<List<String>> allowedProjects,
        Optional<String> overrideCheckout,
        Optional<String> overrideBranch,
        Optional<Boolean> postReview,
        Optional<String> ansibleVersion,
        Optional<String> workspaceScheme,
        Optional<String> workspaceCheckout,
        Optional<Setting<List<String>>> failureOutput,
        Optional<String> type,
        List<String> withoutEffect) {

    /// Secrets that a playbook may see (B40, B41); one that reaches none is harmless.
    public List<SecretUse> secretsInUse() {
        boolean hasPlaybooks = Stream.of(preRun, run, postRun, cleanupRun).anyMatch(Optional::isPresent);
        return secrets.orElse(List.of()).stream()
                .filter(use -> hasPlaybooks || use.passToParent())
                .toList();
    }
}
