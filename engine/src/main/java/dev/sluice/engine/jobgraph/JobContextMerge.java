package dev.sluice.engine.jobgraph;

import dev.sluice.engine.config.JobContext;
import dev.sluice.engine.config.Regex;
import java.util.List;
import java.util.Optional;

/// How the job takes part in the graph, so far. Names that are taken together with the defaults of A30.
record JobContextMerge(
        boolean voting,
        boolean holdFollowingChanges,
        Optional<String> successMessage,
        Optional<String> failureMessage,
        Optional<List<Regex>> files,
        Optional<List<Regex>> irrelevantFiles,
        boolean matchOnConfigUpdates,
        String deduplicate,
        List<String> tags,
        List<String> provides,
        List<String> requires,
        List<JobDependency> dependencies) {
    static final JobContextMerge DEFAULTS = new JobContextMerge(
            true,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            "auto",
            List.of(),
            List.of(),
            List.of(),
            List.of());

    JobContextMerge with(JobContext over) {
        return new JobContextMerge(
                over.voting().orElse(voting),
                over.holdFollowingChanges().orElse(holdFollowingChanges),
                over.successMessage().or(() -> successMessage),
                over.failureMessage().or(() -> failureMessage),
                Merges.replacedOptional(files, over.files()),
                Merges.replacedOptional(irrelevantFiles, over.irrelevantFiles()),
                over.matchOnConfigUpdates().orElse(matchOnConfigUpdates),
                over.deduplicate().orElse(deduplicate),
                Merges.union(tags, over.tags()),
                Merges.union(provides, over.provides()),
                Merges.union(requires, over.requires()),
                Merges.replaced(dependencies, over.dependencies()));
    }
}
