package dev.sluice.engine.conform.world;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.conform.world.CaseTenant.Preparation;
import dev.sluice.engine.jobgraph.CycleGraph;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What becomes of an attempt at an item before any job starts: merge, layout, freeze (F47).
public sealed interface Prepared {

    /// @param paths that two changes write differently
    record Conflict(List<String> paths) implements Prepared {}

    record Refused(List<Problem> problems) implements Prepared {}

    /// @param frozen of each change or ref of the item
    /// @param owners for the jobs of a cycle: the changes that a job runs for
    record Ready(
            List<FrozenJob> jobs, Map<Subject, Frozen> frozen, Map<String, List<Change>> owners, List<Problem> warnings)
            implements Prepared {
        public boolean projectInPipeline() {
            return frozen.values().stream().anyMatch(Frozen::projectInPipeline);
        }

        public boolean failFast() {
            return frozen.values().stream().anyMatch(Frozen::failFast);
        }
    }

    /// @param cycle all changes of a dependency cycle, `trigger` among them; empty for a single subject
    static Prepared of(
            CaseTenant tenant,
            FakeGerrit gerrit,
            String pipeline,
            List<Subject> ahead,
            Subject trigger,
            List<Change> cycle) {
        List<Subject> own = cycle.isEmpty() ? List.of(trigger) : List.copyOf(cycle);
        List<Subject> all = new ArrayList<>(ahead);
        all.addAll(own);
        List<String> conflicts = gerrit.merge(all).conflicts();
        if (!conflicts.isEmpty() && !isDecidedUnmerged(tenant, gerrit, pipeline, ahead, own)) {
            return new Conflict(conflicts);
        }
        return switch (tenant.prepare(
                pipeline,
                own,
                ahead,
                count -> gerrit.merge(all.subList(0, count)).trees())) {
            case Preparation.Refused(List<Problem> problems) -> new Refused(problems);
            case Preparation.Ready(Map<Subject, Frozen> frozen, List<Problem> told) -> {
                List<Problem> warnings = new ArrayList<>(told);
                frozen.values().forEach(graph -> warnings.addAll(graph.debugInformation()));
                yield ready(trigger, cycle, frozen, warnings);
            }
        };
    }

    private static Ready ready(
            Subject trigger, List<Change> cycle, Map<Subject, Frozen> frozen, List<Problem> warnings) {
        List<FrozenJob> jobs = new ArrayList<>();
        Map<String, List<Change>> owners = new LinkedHashMap<>();
        if (trigger instanceof Change change && !cycle.isEmpty()) {
            Map<Change, Frozen> ofCycle = new LinkedHashMap<>();
            cycle.forEach(member -> ofCycle.put(member, frozen.get(member)));
            for (CycleGraph.Owned owned : CycleGraph.join(ofCycle, change)) {
                jobs.add(owned.job());
                owners.put(owned.job().name(), owned.changes());
            }
        } else {
            frozen.values().forEach(graph -> jobs.addAll(graph.jobs()));
        }
        return new Ready(jobs, frozen, owners, warnings);
    }

    /// Jobs of an item without configuration are frozen before anything is merged: there may be none.
    private static boolean isDecidedUnmerged(
            CaseTenant tenant, FakeGerrit gerrit, String pipeline, List<Subject> ahead, List<Subject> own) {
        List<Subject> all = new ArrayList<>(ahead);
        all.addAll(own);
        boolean plain = own.stream().allMatch(Change.class::isInstance) && !tenant.updatesConfiguration(all);
        return plain
                && (!(tenant.prepare(pipeline, own, ahead, count -> gerrit.tips())
                                instanceof Preparation.Ready(Map<Subject, Frozen> frozen, List<Problem> _))
                        || frozen.values().stream()
                                .allMatch(graph -> graph.jobs().isEmpty()));
    }
}
