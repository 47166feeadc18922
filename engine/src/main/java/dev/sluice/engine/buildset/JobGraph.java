package dev.sluice.engine.buildset;

import dev.sluice.engine.jobgraph.JobDependency;
import dev.sluice.engine.jobgraph.JobNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// The edges between the jobs of a buildset (C1, C2). Every answer is in graph order.
final class JobGraph {
    private final Map<String, List<JobDependency>> dependencies = new LinkedHashMap<>();
    private final Map<String, List<JobDependency>> dependents = new LinkedHashMap<>();

    JobGraph(List<JobNode> nodes) {
        nodes.forEach(node -> {
            dependencies.put(node.name(), new ArrayList<>());
            dependents.put(node.name(), new ArrayList<>());
        });
        for (JobNode node : nodes) {
            for (JobDependency edge : node.dependencies()) {
                // An edge to a job outside of the graph was refused when the graph was frozen, unless it is soft.
                if (dependencies.containsKey(edge.job())) {
                    of(dependencies, node.name()).add(edge);
                    of(dependents, edge.job()).add(new JobDependency(node.name(), edge.soft()));
                }
            }
        }
    }

    /// All that the job depends on, at any distance.
    List<String> dependenciesOf(String job) {
        return reach(dependencies, job, true);
    }

    /// All that the job depends on through hard edges only.
    List<String> hardDependenciesOf(String job) {
        return reach(dependencies, job, false);
    }

    /// All that depends on the job, at any distance.
    List<String> dependentsOf(String job) {
        return reach(dependents, job, true);
    }

    /// All that depends on the job through hard edges only.
    List<String> hardDependentsOf(String job) {
        return reach(dependents, job, false);
    }

    List<String> directDependentsOf(String job) {
        SequencedSet<String> names = new LinkedHashSet<>();
        of(dependents, job).forEach(edge -> names.add(edge.job()));
        return List.copyOf(names);
    }

    /// What `child_jobs` leaves out (D20): children that are not listed, and all that hangs on them by hard edges.
    SequencedSet<String> skippedByChildJobs(String job, List<String> childJobs) {
        SequencedSet<String> skipped = new LinkedHashSet<>();
        if (childJobs.isEmpty()) {
            skipped.addAll(hardDependentsOf(job));
        } else {
            for (String child : directDependentsOf(job)) {
                if (!childJobs.contains(child)) {
                    skipped.add(child);
                    skipped.addAll(hardDependentsOf(child));
                }
            }
        }
        return skipped;
    }

    private List<String> reach(Map<String, List<JobDependency>> edges, String from, boolean soft) {
        SequencedSet<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (JobDependency edge : of(edges, open.removeFirst())) {
                if ((soft || !edge.soft()) && seen.add(edge.job())) {
                    open.addLast(edge.job());
                }
            }
        }
        seen.remove(from);
        return dependencies.keySet().stream().filter(seen::contains).toList();
    }

    private static List<JobDependency> of(Map<String, List<JobDependency>> edges, String job) {
        List<JobDependency> found = edges.get(job);
        if (found == null) {
            throw new IllegalStateException("job " + job + " is not in the graph " + edges.keySet());
        }
        return found;
    }
}
