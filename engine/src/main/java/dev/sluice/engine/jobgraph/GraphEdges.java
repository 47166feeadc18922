package dev.sluice.engine.jobgraph;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Connects the chosen jobs (C1–C3).
final class GraphEdges {
    private final Layout layout;
    private final SequencedMap<String, JobUnderway> jobs;
    private final FreezeLog log;

    GraphEdges(Layout layout, SequencedMap<String, JobUnderway> jobs, FreezeLog log) {
        this.layout = layout;
        this.jobs = jobs;
        this.log = log;
    }

    List<FrozenJob> connect() {
        List<FrozenJob> frozen = new ArrayList<>();
        jobs.forEach((name, job) -> frozen.add(job.freeze(Nodesets.of(job, layout, log), edges(name, job))));
        refuseCycles();
        return List.copyOf(frozen);
    }

    private List<JobDependency> edges(String name, JobUnderway job) {
        List<JobDependency> edges = new ArrayList<>();
        for (JobDependency dependency : job.context().dependencies()) {
            JobUnderway needed = jobs.get(dependency.job());
            if (needed != null
                    && needed.execution().reporter()
                    && !job.execution().reporter()) {
                log.report(
                        job,
                        ConfigCode.FREEZE_DEPENDENCY,
                        "job '%s' depends on '%s', a reporter job, which runs after it."
                                .formatted(name, dependency.job()),
                        "Leave the dependency out, or make '%s' a reporter job, too.".formatted(name));
            } else if (needed != null) {
                edges.add(dependency);
            } else if (!layout.hasJob(dependency.job())) {
                log.report(
                        job,
                        ConfigCode.FREEZE_DEPENDENCY,
                        "job '%s' depends on '%s', which is not defined.".formatted(name, dependency.job()),
                        Suggestions.didYouMean(dependency.job(), layout.jobs().keySet()));
            } else if (!dependency.soft()) {
                log.report(
                        job,
                        ConfigCode.FREEZE_DEPENDENCY,
                        "job '%s' depends on '%s' which was not run.".formatted(name, dependency.job()),
                        "Attach '%s' to the same pipeline and branch, or write {name: %s, soft: true}."
                                .formatted(dependency.job(), dependency.job()));
            } else {
                log.explain(name, "its soft dependency '%s' is not in the graph".formatted(dependency.job()));
            }
        }
        if (job.execution().regular()) {
            initializers()
                    .filter(before ->
                            !edges.stream().map(JobDependency::job).toList().contains(before))
                    .forEach(before -> edges.add(new JobDependency(before, true)));
        }
        return List.copyOf(edges);
    }

    /// Jobs that all regular ones wait for.
    private Stream<String> initializers() {
        return jobs.entrySet().stream()
                .filter(each -> each.getValue().execution().initializer())
                .map(Map.Entry::getKey);
    }

    private void refuseCycles() {
        List<String> done = new ArrayList<>();
        for (String name : jobs.keySet()) {
            if (walk(name, new ArrayList<>(), done)) {
                return;
            }
        }
    }

    /// Depth first; true when a cycle was found and told.
    private boolean walk(String name, List<String> path, List<String> done) {
        JobUnderway job = jobs.get(name);
        if (job == null || done.contains(name)) {
            return false;
        }
        if (path.contains(name)) {
            List<String> cycle = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
            cycle.add(name);
            log.report(
                    job,
                    ConfigCode.FREEZE_DEPENDENCY_CYCLE,
                    "Dependency cycle detected in job '%s': %s.".formatted(name, String.join(" → ", cycle)),
                    "Remove one of these dependencies.");
            return true;
        }
        path.add(name);
        for (JobDependency dependency : job.context().dependencies()) {
            if (walk(dependency.job(), path, done)) {
                return true;
            }
        }
        path.removeLast();
        done.add(name);
        return false;
    }
}
