package dev.sluice.activities.contract;

import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.jobgraph.FrozenJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// What a buildset runs, stored once under the key `graph/<buildset>`.
///
/// @param items subjects ahead, oldest first, then the item's own
/// @param cycle the item's own changes when it is a dependency cycle, else empty
/// @param owners for the jobs of a cycle: the changes that a job runs for, first the one whose variables it sees
/// @param sources speculative trees: every project of the items, required projects, and untrusted playbook repositories
/// @param trusted branch tips of projects whose playbooks, roles or variables are used (B48), never merged with a
/// change
/// @param inputs hash over all that a job can see, to tell whether earlier results may be carried over
/// @param jobTrees by job, what it reads of them
/// @param event id of what brought the item into its pipeline
public record GraphDocument(
        String tenant,
        String pipeline,
        boolean postReview,
        String buildset,
        List<Subject> items,
        List<Change> cycle,
        Map<String, List<Change>> owners,
        List<FrozenJob> jobs,
        List<SourceTree> sources,
        List<SourceTree> trusted,
        String inputs,
        Map<String, JobTrees> jobTrees,
        String event) {

    public GraphDocument {
        // Documents that an older version stored lack them.
        jobTrees = Objects.requireNonNullElseGet(jobTrees, LinkedHashMap::new);
        event = Objects.requireNonNullElse(event, "");
    }

    /// What a job reads; for a graph of an older version, which had one tree a project, all of it.
    public JobTrees treesOf(FrozenJob job) {
        return jobTrees.getOrDefault(
                job.name(),
                new JobTrees(
                        IntStream.range(0, sources.size())
                                .mapToObj(tree -> new JobTrees.Source(tree, ""))
                                .toList(),
                        job.includeVars().stream().map(_ -> "").toList(),
                        new LinkedHashMap<>()));
    }

    /// What a job runs for.
    public List<Subject> subjectsOf(String job) {
        return owners.containsKey(job) ? List.copyOf(owners.get(job)) : List.of(items.getLast());
    }

    /// What the item is about.
    public List<Subject> subjects() {
        return cycle.isEmpty() ? List.of(items.getLast()) : List.copyOf(cycle);
    }

    public static String key(String buildset) {
        return "graph/" + buildset;
    }
}
