package dev.sluice.activities.role;

import dev.sluice.activities.contract.MergeOrder;
import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A build that writes down what a role does to it.
final class FakeContext implements RoleContext {
    private static final Project PROJECT = new Project("gerrit", "example.com", "org/app");
    static final String BUILD = "0123456789abcdef0123456789abcdef";

    /// Commits `42` and `43` were merged in the order of their numbers.
    static final MergeOrder ORDER = (project, branch, later, earlier) -> later.compareTo(earlier) > 0;

    Subject subject = change(42);
    final Map<String, Object> variables = new LinkedHashMap<>();
    final Map<String, Object> returned = new LinkedHashMap<>();
    final Map<String, Object> returnedSecrets = new LinkedHashMap<>();
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    final List<String> hidden = Collections.synchronizedList(new ArrayList<>());
    private final NodeShell nodes;
    private final String host;

    FakeContext(NodeShell nodes, String host) {
        this.nodes = nodes;
        this.host = host;
        variables.put(
                "zuul",
                Map.of(
                        "change", "42",
                        "change_url", "https://review.example.com/42",
                        "pipeline", "check",
                        "project", Map.of("src_dir", "src/example.com/org/app"),
                        "projects", Map.of("example.com/org/lib", Map.of())));
    }

    FakeContext with(String name, Object value) {
        variables.put(name, value);
        return this;
    }

    FakeContext with(BuildsetRegistry registry) {
        return with(BuildsetRegistry.NAME, registry.record());
    }

    @Override
    public String build() {
        return BUILD;
    }

    @Override
    public String buildset() {
        return "buildset";
    }

    static Change change(int number) {
        return new Change(
                PROJECT,
                "master",
                number,
                1,
                "refs/changes/%02d/%d/1".formatted(number % 100, number),
                "" + number,
                List.of(),
                "https://review.example.com/" + number,
                "",
                "",
                "",
                ChangeStatus.MERGED,
                false,
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public Subject subject() {
        return subject;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public boolean onExecutor() {
        return host.equals("localhost");
    }

    @Override
    public Optional<Object> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public void fact(String name, Object value) {
        variables.put(name, value);
    }

    @Override
    public void returnData(Map<String, Object> data, Map<String, Object> secretData) {
        returned.putAll(data);
        returnedSecrets.putAll(secretData);
    }

    @Override
    public Map<String, Object> returnedSecretData() {
        return returnedSecrets;
    }

    @Override
    public NodeShell nodes() {
        return nodes;
    }

    @Override
    public void log(String line) {
        lines.add(line);
    }

    @Override
    public void hide(String secret) {
        hidden.add(secret);
    }

    @Override
    public Path scratch() {
        throw new UnsupportedOperationException("no role needs a directory");
    }

    @Override
    public void progress(String detail) {
        lines.add("… " + detail);
    }
}
