package dev.sluice.engine.playbook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Files of a playbook's repository, in memory; its roles are those under `roles/`.
record TestFiles(Map<String, String> texts) implements PlaybookFiles {

    /// Splits a text at lines such as `=== roles/x/tasks/main.yaml`.
    static TestFiles of(String text) {
        Map<String, String> texts = new LinkedHashMap<>();
        String path = "playbook.yaml";
        StringBuilder current = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("=== ")) {
                texts.put(path, current.toString());
                current.setLength(0);
                path = line.substring(4).strip();
            } else {
                current.append(line).append('\n');
            }
        }
        texts.put(path, current.toString());
        return new TestFiles(texts);
    }

    String playbook() {
        return texts.getOrDefault("playbook.yaml", "");
    }

    @Override
    public Optional<String> find(String path) {
        return Optional.ofNullable(texts.get(path));
    }

    @Override
    public Optional<RoleFiles> role(String name) {
        String root = "roles/" + name;
        if (texts.keySet().stream().noneMatch(path -> path.startsWith(root + "/"))) {
            return Optional.empty();
        }
        return Optional.of(new RoleFiles() {
            @Override
            public String origin() {
                return root;
            }

            @Override
            public Optional<String> find(String path) {
                return Optional.ofNullable(texts.get(root + "/" + path));
            }
        });
    }
}
