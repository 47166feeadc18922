package dev.sluice.engine.buildset;

import dev.sluice.engine.buildset.BuildsetEvent.CarriedResult;
import dev.sluice.engine.buildset.JobRun.JobTry;
import dev.sluice.engine.buildset.JobRun.Verdict;
import dev.sluice.engine.jobgraph.JobNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which results of an earlier attempt stand, and which jobs run again.
///
/// A good result stands unless something that it depends on runs again. A job that paused was a provider: its
/// containers are gone, so it runs again as soon as one of its dependents does.
final class CarryOver {
    private CarryOver() {}

    static List<JobRun> runs(List<JobNode> nodes, List<CarriedResult> carried) {
        Map<String, CarriedResult> kept = standing(nodes, carried);
        return nodes.stream()
                .map(node -> {
                    CarriedResult result = kept.get(node.name());
                    return result == null ? JobRun.waiting(node) : carriedRun(node, result);
                })
                .toList();
    }

    private static Map<String, CarriedResult> standing(List<JobNode> nodes, List<CarriedResult> carried) {
        JobGraph graph = new JobGraph(nodes);
        Map<String, CarriedResult> kept = new LinkedHashMap<>();
        for (CarriedResult result : carried) {
            boolean known = nodes.stream().anyMatch(node -> node.name().equals(result.job()));
            if (known && result.report().result() == BuildResult.SUCCESS) {
                kept.put(result.job(), result);
            }
        }
        boolean shrunk = true;
        while (shrunk) {
            Set<String> settled = new LinkedHashSet<>(kept.keySet());
            kept.forEach((job, result) -> result.returned()
                    .childJobs()
                    .ifPresent(children -> settled.addAll(graph.skippedByChildJobs(job, children))));
            shrunk = kept.values()
                    .removeIf(result -> !settled.containsAll(graph.dependenciesOf(result.job()))
                            || (result.returned().pause() && !settled.containsAll(graph.dependentsOf(result.job()))));
        }
        return kept;
    }

    private static JobRun carriedRun(JobNode node, CarriedResult carried) {
        BuildReport report = carried.report();
        JobTry earlier = new JobTry(
                carried.build(),
                1,
                report.url().orElse(""),
                report.startedAtEpochMilli(),
                report.endedAtEpochMilli(),
                false,
                false,
                withArtifacts(carried.returned(), report.artifacts()));
        JobRun waiting = JobRun.waiting(node);
        return new JobRun(
                node,
                JobStep.COMPLETE,
                1,
                Optional.of(earlier),
                Optional.of(new Verdict(report.result(), report.detail(), false, true)),
                waiting.requirementsMet(),
                Optional.empty(),
                List.of());
    }

    /// The report's artifacts are already complete with addresses and source.
    private static ReturnedData withArtifacts(ReturnedData returned, List<Artifact> artifacts) {
        return new ReturnedData(
                returned.data(),
                returned.sealedSecrets(),
                artifacts.isEmpty() ? returned.artifacts() : artifacts,
                returned.childJobs(),
                returned.pause(),
                returned.retry(),
                returned.logUrl(),
                returned.warnings(),
                returned.fileComments());
    }
}
