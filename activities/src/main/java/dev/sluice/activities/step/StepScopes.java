package dev.sluice.activities.step;

import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.NodeShell.NodeFacts;
import dev.sluice.activities.step.Scope.Layer;
import dev.sluice.activities.step.StepJournal.StepRecord;
import dev.sluice.activities.step.jinja.Templates;
import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.playbook.Inventory;
import dev.sluice.engine.playbook.Playbook;
import dev.sluice.engine.playbook.Playbook.RoleScope;
import dev.sluice.engine.playbook.Playbook.Step;
import dev.sluice.workflows.port.ExecutorActivities.StepRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts together the variables of a step by their precedence: C49, and Ansible's own order within a playbook.
final class StepScopes {
    /// An argument with this value is left out.
    static final String OMIT = "__omit_place_holder__8d1c6a0e5f";

    private final Templates templates;
    private final ExecutorSettings settings;
    private final NodeShell nodes;

    StepScopes(Templates templates, ExecutorSettings settings, NodeShell nodes) {
        this.templates = templates;
        this.settings = settings;
        this.nodes = nodes;
    }

    /// @param tokens of the playbook, by alias
    Scope of(BuildWorkspace workspace, StepRequest request, Playbook.Play play, Step step, Map<String, Object> tokens) {
        String host = request.run().host();
        PlaybookSource source = workspace.playbooks().get(request.playbook());
        List<Layer> inventory = inventory(workspace, host);
        List<Layer> magic = List.of(
                Layer.literal(magic(workspace, play, host)),
                Layer.literal(PlainMap.of(settings.siteVariables())),
                Layer.literal(phase(source, request)),
                Layer.inventory(PlainMap.of(workspace.job().extraVars())));

        List<Layer> all = new ArrayList<>(magic);
        all.add(Layer.literal(workspace.secrets().get(request.playbook())));
        all.add(Layer.literal(tokens));
        step.roles().reversed().forEach(role -> all.add(Layer.templated(role.parameters())));
        all.addAll(loops(workspace, request, play, step));
        all.add(Layer.literal(facts(workspace, request, source.frozen().trusted())));
        step.vars().reversed().forEach(vars -> all.add(Layer.templated(vars)));
        step.roles().reversed().forEach(role -> all.add(Layer.templated(role.vars())));
        all.add(Layer.templated(play.vars()));
        all.addAll(inventory);
        all.add(Layer.literal(workspace.parentSecrets()));
        step.roles().reversed().stream()
                .map(RoleScope::defaults)
                .forEach(defaults -> all.add(Layer.templated(defaults)));

        List<Layer> bare = new ArrayList<>(magic);
        bare.addAll(inventory);
        return new Scope(templates, all, Optional.of(new Scope(templates, bare, Optional.empty())));
    }

    private static Map<String, Object> magic(BuildWorkspace workspace, Playbook.Play play, String host) {
        Inventory inventory = workspace.inventory();
        Map<String, @Nullable Object> magic = new LinkedHashMap<>();
        magic.put("inventory_hostname", host);
        magic.put("inventory_hostname_short", host.split("\\.")[0]);
        magic.put("ansible_play_hosts", play.hosts());
        magic.put("ansible_play_hosts_all", play.hosts());
        magic.put("play_hosts", play.hosts());
        magic.put("ansible_check_mode", false);
        magic.put("omit", OMIT);
        Map<String, Object> groups = new LinkedHashMap<>(inventory.groups());
        groups.put("all", inventory.hosts());
        magic.put("groups", groups);
        magic.put("group_names", groupsOf(inventory, host));
        return magic;
    }

    private static List<String> groupsOf(Inventory inventory, String host) {
        return inventory.groups().entrySet().stream()
                .filter(group -> group.getValue().contains(host))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /// `zuul_success` and `zuul_will_retry` are only there in post-run (H3).
    private static Map<String, Object> phase(PlaybookSource source, StepRequest request) {
        Map<String, Object> phase = new LinkedHashMap<>();
        if (source.phase() == Phase.POST_RUN) {
            phase.put("zuul_success", request.success());
            phase.put("zuul_will_retry", request.willRetry());
        }
        return phase;
    }

    private List<Layer> inventory(BuildWorkspace workspace, String host) {
        List<Layer> layers = new ArrayList<>();
        layers.add(Layer.inventory(hostVariables(workspace.job().hostVars(), host)));
        for (String group : groupsOf(workspace.inventory(), host).reversed()) {
            layers.add(Layer.inventory(hostVariables(workspace.job().groupVars(), group)));
        }
        layers.add(Layer.literal(nodepool(workspace, host)));
        Map<String, Object> zuul = new LinkedHashMap<>();
        zuul.put("zuul", workspace.zuul());
        layers.add(Layer.literal(zuul));
        layers.add(Layer.inventory(PlainMap.of(workspace.job().vars())));
        layers.add(Layer.inventory(PlainMap.of(workspace.included())));
        layers.add(Layer.literal(PlainMap.of(workspace.request().parentData())));
        return layers;
    }

    private static Map<String, Object> hostVariables(Map<String, Object> all, String name) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        if (all.get(name) instanceof Map<?, ?> own) {
            own.forEach((key, value) -> variables.put(String.valueOf(key), value));
        }
        return PlainMap.of(variables);
    }

    private Map<String, Object> nodepool(BuildWorkspace workspace, String host) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        if (!workspace.inventory().hosts().contains(host)) {
            return variables;
        }
        NodeFacts facts = facts(workspace, host);
        Map<String, @Nullable Object> nodepool = new LinkedHashMap<>();
        nodepool.put("label", facts.label());
        nodepool.put("interface_ip", facts.address());
        nodepool.put("private_ipv4", facts.address());
        nodepool.put("public_ipv4", facts.address());
        nodepool.put("provider", settings.hostname());
        variables.put("nodepool", nodepool);
        variables.put("ansible_host", facts.address());
        variables.put("ansible_user", "root");
        return variables;
    }

    NodeFacts facts(BuildWorkspace workspace, String host) {
        return workspace.nodes().computeIfAbsent(host, name -> nodes.facts(workspace.build(), name));
    }

    /// The variables of the enclosing includes' loops, innermost first.
    private static List<Layer> loops(BuildWorkspace workspace, StepRequest request, Playbook.Play play, Step step) {
        List<Layer> layers = new ArrayList<>();
        String[] iterations = request.run().iterations().split("/");
        for (int i = 0; i < step.includes().size(); i++) {
            Step include = play.steps().get(step.includes().get(i));
            if (include == null || include.loop().isEmpty()) {
                continue;
            }
            String before = String.join("/", List.of(iterations).subList(0, i));
            String key = StepKeys.of(
                    request.playbook(),
                    request.run().play(),
                    include.id(),
                    before,
                    request.run().host());
            int index = Integer.parseInt(iterations[i]);
            List<Object> items =
                    workspace.journal().find(key).map(StepRecord::items).orElse(List.of());
            if (index < items.size()) {
                layers.addFirst(Layer.literal(LoopItems.variables(include.loop().get(), items.get(index), index)));
            }
        }
        return layers;
    }

    /// Registered variables and facts of the host, and what outlives playbooks. What an untrusted playbook left is not
    /// seen by a trusted one.
    private static Map<String, Object> facts(BuildWorkspace workspace, StepRequest request, boolean trusted) {
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (StepRecord record : workspace.journal().all()) {
            if (record.trusted() || !trusted) {
                all.putAll(record.lasting());
            }
            boolean mine = record.playbook() == request.playbook()
                    && record.hosts().contains(request.run().host());
            if (mine) {
                own.putAll(record.facts());
            }
        }
        all.putAll(own);
        return all;
    }
}
