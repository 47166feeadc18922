package dev.sluice.activities.step;

import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.contract.NodeShell.NodeFacts;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenNodeset;
import dev.sluice.engine.playbook.Inventory;
import dev.sluice.workflows.port.ExecutorActivities.OpenWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// An open workspace in memory; several steps use it at once.
///
/// @param nodeset what of the job's nodesets this host can give
/// @param included variables of the job's `include-vars`
/// @param zuul the variable `zuul`
/// @param parentSecrets opened `secret_data` of the jobs that this one depends on, earlier entries first
/// @param secrets by playbook: alias → opened secret
/// @param tokens those of token secrets
/// @param nodes facts of nodes that were asked for
/// @param headings plays whose heading is in the log already
record BuildWorkspace(
        OpenWorkspace request,
        GraphDocument graph,
        FrozenJob job,
        Path root,
        List<Checkout> checkouts,
        FrozenNodeset nodeset,
        Inventory inventory,
        List<PlaybookSource> playbooks,
        Map<String, Object> included,
        Map<String, Object> zuul,
        Map<String, Object> parentSecrets,
        List<Map<String, Object>> secrets,
        PlaybookTokens tokens,
        StepJournal journal,
        Hidden hidden,
        ConcurrentMap<String, NodeFacts> nodes,
        ConcurrentMap<String, Boolean> headings) {

    static ConcurrentMap<String, NodeFacts> noNodes() {
        return new ConcurrentHashMap<>();
    }

    String build() {
        return request.build();
    }

    Path work() {
        return root.resolve("work");
    }

    Path scratch() {
        return root.resolve("scratch");
    }

    Path sources() {
        return root.resolve("src");
    }
}
