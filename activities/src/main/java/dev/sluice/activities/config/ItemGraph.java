package dev.sluice.activities.config;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.jobgraph.CycleGraph;
import dev.sluice.engine.jobgraph.CycleGraph.Owned;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The frozen jobs of an item: of its one subject, or of all changes of a dependency cycle joined (C54).
final class ItemGraph {
    private final Subject trigger;
    private final Map<Subject, Frozen> frozen = new LinkedHashMap<>();
    private final ItemLayout layout;

    /// @param trigger the subject that brought the item here
    ItemGraph(ItemLayout layout, Subject trigger) {
        this.layout = layout;
        this.trigger = trigger;
    }

    void add(Subject subject, Frozen graph) {
        frozen.put(subject, graph);
    }

    List<FrozenJob> jobs() {
        return isCycle()
                ? joined().stream().map(Owned::job).toList()
                : frozen.values().iterator().next().jobs();
    }

    /// For the jobs of a cycle: whom they run for.
    Map<String, List<Change>> owners() {
        Map<String, List<Change>> owners = new LinkedHashMap<>();
        if (isCycle()) {
            joined().forEach(owned -> owners.put(owned.job().name(), owned.changes()));
        }
        return owners;
    }

    Subject trigger() {
        return trigger;
    }

    /// For the jobs of a cycle: the change whose variables and branches a job sees.
    Map<String, Change> firstOwners() {
        Map<String, Change> first = new LinkedHashMap<>();
        owners().forEach((job, changes) -> first.put(job, changes.getFirst()));
        return first;
    }

    Layout layout() {
        return layout.layout();
    }

    /// Warnings, and how the jobs were chosen where the project asks for it.
    List<Problem> remarks() {
        List<Problem> remarks = new ArrayList<>(layout.warnings());
        frozen.values().forEach(graph -> remarks.addAll(graph.debugInformation()));
        return List.copyOf(remarks);
    }

    boolean projectInPipeline() {
        return frozen.values().stream().anyMatch(Frozen::projectInPipeline);
    }

    boolean failFast() {
        return frozen.values().stream().anyMatch(Frozen::failFast);
    }

    private boolean isCycle() {
        return frozen.size() > 1;
    }

    private List<Owned> joined() {
        Map<Change, Frozen> graphs = new LinkedHashMap<>();
        frozen.forEach((subject, graph) -> graphs.put((Change) subject, graph));
        return CycleGraph.join(graphs, (Change) trigger);
    }
}
