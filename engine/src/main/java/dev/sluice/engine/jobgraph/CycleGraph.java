package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The jobs of all changes of a dependency cycle as one graph (C54).
///
/// A job that several changes have, and that is not one build for all of them, is told apart by its change:
/// `unit@12,3`.
public final class CycleGraph {
    private static final char OF_CHANGE = '@';

    private final List<Owned> jobs = new ArrayList<>();

    private CycleGraph() {}

    /// A job and the changes it runs for.
    ///
    /// @param changes the first is the one whose variables it sees
    public record Owned(FrozenJob job, List<Change> changes) {}

    /// @param graphs what each change of the item runs, in the item's order
    /// @param trigger the change that brought the item here
    public static List<Owned> join(Map<Change, Frozen> graphs, Change trigger) {
        CycleGraph joined = new CycleGraph();
        graphs.forEach((change, frozen) -> joined.add(change, frozen.jobs(), change.equals(trigger)));
        return List.copyOf(joined.jobs);
    }

    /// The job's own name.
    public static String jobOf(String name) {
        int at = name.indexOf(OF_CHANGE);
        return at < 0 ? name : name.substring(0, at);
    }

    private void add(Change change, List<FrozenJob> own, boolean trigger) {
        Map<String, String> names = new LinkedHashMap<>();
        for (FrozenJob job : own) {
            Optional<Owned> same = jobs.stream()
                    .filter(other -> sharesBuild(other, job, change))
                    .findFirst();
            boolean taken = jobs.stream().anyMatch(other -> other.job().name().equals(job.name()));
            String name = same.map(other -> other.job().name())
                    .orElse(taken ? job.name() + OF_CHANGE + change.id() : job.name());
            names.put(job.name(), name);
            same.ifPresent(other -> jobs.set(jobs.indexOf(other), with(other, change, trigger)));
        }
        for (FrozenJob job : own) {
            String name = names.getOrDefault(job.name(), job.name());
            if (jobs.stream().noneMatch(other -> other.job().name().equals(name))) {
                List<JobDependency> dependencies = job.dependencies().stream()
                        .map(edge -> new JobDependency(names.getOrDefault(edge.job(), edge.job()), edge.soft()))
                        .toList();
                jobs.add(new Owned(job.named(name, dependencies), List.of(change)));
            }
        }
    }

    private static Owned with(Owned shared, Change change, boolean trigger) {
        List<Change> changes = new ArrayList<>(shared.changes());
        changes.add(trigger ? 0 : changes.size(), change);
        return new Owned(shared.job(), List.copyOf(changes));
    }

    private static boolean sharesBuild(Owned other, FrozenJob job, Change change) {
        boolean equal = jobOf(other.job().name()).equals(job.name())
                && other.job().named(job.name(), job.dependencies()).equals(job);
        return equal
                && switch (job.deduplicate()) {
                    case "true" -> true;
                    case "false" -> false;
                    default ->
                        !job.requiredProjects().isEmpty()
                                || other.changes().getFirst().project().equals(change.project());
                };
    }
}
