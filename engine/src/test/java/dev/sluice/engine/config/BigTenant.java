package dev.sluice.engine.config;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.load.ConfigSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// A made-up tenant of OpenStack's shape: one config project with the pipelines and base jobs, repositories of shared
/// jobs and templates, and many projects with a few branches each. The same seed and size give the same files.
///
/// Of 12 job stanzas, two are shared ones and ten stand in the projects' branches; the project `p0` has a pipeline with
/// sixty jobs.
final class BigTenant implements ConfigSource {
    static final int BRANCHES = 5;
    static final int BIG_GRAPH = 60;
    private static final int LIBRARIES = 10;
    private static final int PIPELINES = 40;

    private final int projects;
    private final Random random;
    /// Project → branch → path → text.
    private final Map<String, Map<String, Map<String, String>>> repos = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();

    BigTenant(long seed, int projects) {
        this.random = new Random(seed);
        this.projects = projects;
        put("config", "master", "zuul.d/pipelines.yaml", pipelines());
        put("config", "master", "zuul.d/projects.yaml", central());
        for (int i = 0; i < LIBRARIES; i++) {
            put("library" + i, "master", "zuul.d/jobs.yaml", sharedJobs(i));
            put("library" + i, "master", "zuul.d/templates.yaml", templates(i));
        }
        for (int i = 0; i < projects; i++) {
            for (int b = 0; b < BRANCHES; b++) {
                put("p" + i, branch(b), ".zuul.yaml", own(i));
            }
        }
    }

    /// `main.yaml`.
    String tenantFile() {
        var names = new StringBuilder();
        repos.keySet().stream()
                .skip(1)
                .forEach(name -> names.append("          - ").append(name).append('\n'));
        return "- tenant:\n    name: big\n    max-nodes-per-job: 10\n    source:\n      gerrit:\n"
                + "        config-projects: [config]\n        untrusted-projects:\n" + names;
    }

    Map<String, Map<String, Map<String, String>>> repos() {
        return repos;
    }

    long stanzas() {
        return texts().flatMap(String::lines)
                .filter(line -> line.startsWith("- job:"))
                .count();
    }

    long characters() {
        return texts().mapToLong(String::length).sum();
    }

    private java.util.stream.Stream<String> texts() {
        return repos.values().stream()
                .flatMap(branches -> branches.values().stream())
                .flatMap(files -> files.values().stream());
    }

    void put(String project, String branch, String path, String text) {
        repos.computeIfAbsent(project, _ -> new LinkedHashMap<>())
                .computeIfAbsent(branch, _ -> new TreeMap<>())
                .put(path, text);
        versions.merge(project + " " + branch, "v", String::concat);
    }

    private static String branch(int index) {
        return index == 0 ? "master" : "stable/" + (2020 + index);
    }

    private static String pipelines() {
        var text =
                new StringBuilder("- job: {name: base, parent: null, pre-run: base/pre.yaml, post-run: base/post.yaml,"
                        + " run: base/run.yaml, timeout: 1800, nodeset: {nodes: [{name: node, label: small}]}}\n");
        for (int i = 0; i < PIPELINES; i++) {
            text.append("- pipeline:\n    name: ").append(pipeline(i)).append("\n    manager: ");
            text.append(i == 1 ? "dependent" : "independent").append("\n    trigger:\n      gerrit:\n");
            text.append(
                    "        - event: patchset-created\n        - event: comment-added\n          comment: (?i)recheck\n");
            text.append("    success: {gerrit: {Verified: 1}}\n    failure: {gerrit: {Verified: -1}}\n");
        }
        return text.toString();
    }

    private static String pipeline(int index) {
        return switch (index) {
            case 0 -> "check";
            case 1 -> "gate";
            default -> "pipeline" + index;
        };
    }

    private int shared() {
        return projects / LIBRARIES;
    }

    private String sharedJobs(int library) {
        var text = new StringBuilder();
        for (int i = 0; i < shared(); i++) {
            String parent = i < 5 ? "base" : "shared-%d-%d".formatted(library, random.nextInt(Math.min(i, 50)));
            text.append("- job:\n    name: shared-%d-%d\n    parent: %s\n".formatted(library, i, parent));
            text.append("    description: |\n      Job number %d of library %d.\n\n      It does what it says.\n"
                    .formatted(i, library));
            text.append("    pre-run: playbooks/%d/pre.yaml\n    run: playbooks/%d/run.yaml\n".formatted(i, i));
            text.append("    timeout: %d\n    vars:\n      number: %d\n      settings: {a: %d, b: [1, 2, 3]}\n"
                    .formatted(600 + i % 1000, i, random.nextInt(100)));
            if (i % 3 == 0) {
                text.append("    irrelevant-files: ['^docs/.*', '^.*\\.rst$', '^releasenotes/.*']\n");
            }
            if (i % 7 == 0) {
                text.append("    required-projects: [p%d, p%d]\n"
                        .formatted(random.nextInt(projects), random.nextInt(projects)));
            }
        }
        return text.toString();
    }

    private String templates(int library) {
        var text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append("- project-template:\n    name: template-%d-%d\n    check:\n      jobs: &jobs%d\n"
                    .formatted(library, i, i));
            for (int j = 0; j < 4; j++) {
                text.append("        - shared-%d-%d\n".formatted(library, random.nextInt(shared())));
            }
            text.append("    gate: {jobs: *jobs%d}\n".formatted(i));
        }
        return text.toString();
    }

    private String central() {
        var text = new StringBuilder();
        for (int i = 0; i < projects; i++) {
            text.append("- project:\n    name: p%d\n    templates: [template-%d-%d, template-%d-%d]\n"
                    .formatted(
                            i,
                            random.nextInt(LIBRARIES),
                            random.nextInt(30),
                            random.nextInt(LIBRARIES),
                            random.nextInt(30)));
        }
        text.append("- project:\n    name: p0\n    pipeline2:\n      jobs:\n");
        for (int i = 0; i < BIG_GRAPH; i++) {
            text.append("        - shared-%d-%d%s\n"
                    .formatted(
                            i % LIBRARIES,
                            i / LIBRARIES,
                            i < LIBRARIES ? "" : ": {dependencies: shared-%d-0}".formatted(i % LIBRARIES)));
        }
        return text.toString();
    }

    private String own(int project) {
        return """
                - job:
                    name: p%d-unit
                    parent: shared-%d-%d
                    description: The unit tests of p%d.
                    run: playbooks/unit.yaml
                    vars: {tox_envlist: py3, level: %d}
                    files: ['^src/.*', '^test/.*']
                - project:
                    queue: q%d
                    check:
                      jobs:
                        - p%d-unit
                        - shared-%d-%d: {voting: false}
                    gate:
                      jobs: [p%d-unit]
                """.formatted(
                        project,
                        random.nextInt(LIBRARIES),
                        random.nextInt(shared()),
                        project,
                        random.nextInt(9),
                        project / 20,
                        project,
                        random.nextInt(LIBRARIES),
                        random.nextInt(shared()),
                        project);
    }

    @Override
    public List<String> branches(Project project) {
        return List.copyOf(repos.getOrDefault(project.name(), Map.of()).keySet());
    }

    @Override
    public Optional<String> file(Project project, String branch, String path) {
        return Optional.ofNullable(texts(project, branch).get(path));
    }

    @Override
    public List<String> files(Project project, String branch, String prefix) {
        List<String> found = new ArrayList<>(texts(project, branch).keySet());
        found.removeIf(path -> !path.startsWith(prefix));
        return found;
    }

    @Override
    public Optional<String> version(Project project, String branch) {
        return Optional.ofNullable(versions.get(project.name() + " " + branch));
    }

    private Map<String, String> texts(Project project, String branch) {
        return repos.getOrDefault(project.name(), Map.of()).getOrDefault(branch, Map.of());
    }
}
