package dev.sluice.engine.playbook;

import dev.sluice.engine.jobgraph.FrozenNodeset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Hosts and groups that plays may name (H1). The executor, `localhost`, is always there but not among `all`.
///
/// @param hosts names in the nodeset's order
/// @param groups name → hosts
public record Inventory(List<String> hosts, Map<String, List<String>> groups) {
    public static final String EXECUTOR = "localhost";

    public static Inventory of(FrozenNodeset nodeset) {
        List<String> hosts =
                nodeset.nodes().stream().flatMap(node -> node.names().stream()).toList();
        Map<String, List<String>> groups = new LinkedHashMap<>();
        nodeset.groups()
                .forEach(group -> groups.computeIfAbsent(group.name(), name -> new ArrayList<>())
                        .addAll(group.nodes()));
        return new Inventory(hosts, groups);
    }

    boolean knows(String name) {
        return name.equals(EXECUTOR) || hosts.contains(name) || groups.containsKey(name);
    }
}
