package dev.sluice.engine;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Parsed;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.load.TenantFile;
import java.util.List;
import java.util.Map;

/// Small tenants and changes for tests.
public final class TestTenants {
    public static final Connections CONNECTIONS = Connections.gerrit("gerrit", "review.example.com");

    private TestTenants() {}

    /// A tenant with the config project `cfg` and the given untrusted projects.
    public static TenantDefinition tenant(String... untrusted) {
        return parse("- tenant: {name: t, source: {gerrit: {config-projects: [cfg], untrusted-projects: ["
                + String.join(", ", untrusted) + "]}}}\n");
    }

    public static TenantDefinition parse(String text) {
        Parsed<List<TenantDefinition>> parsed = TenantFile.parse("main.yaml", text, CONNECTIONS);
        if (parsed.failed()) {
            throw new IllegalArgumentException(parsed.problems().toString());
        }
        return parsed.value().getFirst();
    }

    public static Project project(String name) {
        return new Project("gerrit", "review.example.com", name);
    }

    /// Change number 1 of `master` that touches `files`.
    public static Change change(String project, String... files) {
        return onBranch(project, "master", files);
    }

    public static Change onBranch(String project, String branch, String... files) {
        return new Change(
                project(project),
                branch,
                1,
                1,
                "refs/changes/01/1/1",
                "0".repeat(40),
                List.of(),
                "https://review.example.com/1",
                "A",
                "reviewer",
                "",
                ChangeStatus.NEW,
                false,
                true,
                List.of(),
                List.of(files),
                List.of(),
                List.of(),
                List.of());
    }

    /// One branch, one file.
    public static Map<String, Map<String, String>> master(String path, String text) {
        return Map.of("master", Map.of(path, text));
    }
}
