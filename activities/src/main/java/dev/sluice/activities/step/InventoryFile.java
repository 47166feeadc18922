package dev.sluice.activities.step;

import dev.sluice.engine.playbook.Inventory;
import java.util.List;
import java.util.Map;

/// `inventory.yaml`, for people who look into a workspace: hosts and groups, no variables.
final class InventoryFile {
    private InventoryFile() {}

    static String text(Inventory inventory) {
        StringBuilder out = new StringBuilder("all:\n");
        hosts("  ", inventory.hosts(), out);
        if (!inventory.groups().isEmpty()) {
            out.append("  children:\n");
        }
        for (Map.Entry<String, List<String>> group : inventory.groups().entrySet()) {
            out.append("    ").append(quoted(group.getKey())).append(":\n");
            hosts("      ", group.getValue(), out);
        }
        return out.toString();
    }

    private static void hosts(String indent, List<String> hosts, StringBuilder out) {
        out.append(indent).append("hosts:").append(hosts.isEmpty() ? " {}\n" : "\n");
        hosts.forEach(
                host -> out.append(indent).append("  ").append(quoted(host)).append(": {}\n"));
    }

    private static String quoted(String name) {
        return "'" + name.replace("'", "''") + "'";
    }
}
