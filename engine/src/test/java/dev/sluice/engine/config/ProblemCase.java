package dev.sluice.engine.config;

import dev.sluice.engine.TestTenants;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.TenantFile;
import dev.sluice.engine.conform.MapConfigSource;
import dev.sluice.engine.jobgraph.FreezeContext;
import dev.sluice.engine.jobgraph.JobGraphFreezer;
import dev.sluice.engine.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A text of sections `=== main.yaml`, `=== project:branch:path` and `=== freeze project branch pipeline [files]`, and
/// every problem that comes of it. Without a `main.yaml` there are `cfg` and the untrusted projects `p` and `q`; a
/// section `=== base` gives `cfg` two pipelines and a base job.
record ProblemCase(List<Problem> problems) {
    private static final String MAIN = """
            - tenant:
                name: t
                source: {gerrit: {config-projects: [cfg], untrusted-projects: [p, q]}}
            """;
    private static final String BASE = """
            - pipeline: {name: check, manager: independent, trigger: {gerrit: [{event: patchset-created}]}}
            - pipeline: {name: gate, manager: dependent, post-review: true}
            - job: {name: base, parent: null, run: playbooks/base.yaml}
            """;
    private static final Connections CONNECTIONS = new Connections(List.of(
            new Connections.Connection("gerrit", "gerrit", "review.example.com"),
            new Connections.Connection("mirror", "git", "git.example.com"),
            new Connections.Connection("outgoing", "smtp", "")));

    static ProblemCase read(Path path) throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        String title = "";
        for (String line : Files.readAllLines(path)) {
            if (line.startsWith("=== ")) {
                title = line.substring(4).strip();
                sections.put(title, "");
            } else {
                sections.merge(title, line + "\n", String::concat);
            }
        }
        return new ProblemCase(play(sections));
    }

    private static List<Problem> play(Map<String, String> sections) {
        List<Problem> problems = new ArrayList<>();
        Parsed<List<TenantDefinition>> tenants =
                TenantFile.parse("main.yaml", sections.getOrDefault("main.yaml", MAIN), CONNECTIONS);
        problems.addAll(tenants.problems());
        if (tenants.failed()) {
            return problems;
        }
        var loader = new LayoutLoader(
                new ParsedFiles(CONNECTIONS), (_, chunks) -> !chunks.contains("bm90IGZvciB0aGlzIGtleQ=="));
        LoadedLayout loaded = loader.load(tenants.value().getFirst(), new MapConfigSource(repos(sections)));
        problems.addAll(loaded.problems());
        for (String title : sections.keySet()) {
            if (title.startsWith("freeze ")) {
                String[] words = title.split(" ");
                var change = TestTenants.onBranch(words[1], words[2]);
                problems.addAll(JobGraphFreezer.freeze(loaded.layout(), words[3], change, FreezeContext.NONE)
                        .problems());
            }
        }
        return problems;
    }

    private static Map<String, Map<String, Map<String, String>>> repos(Map<String, String> sections) {
        Map<String, Map<String, Map<String, String>>> repos = new LinkedHashMap<>();
        sections.forEach((title, text) -> {
            String[] parts = title.equals("base") ? new String[] {"cfg", "master", "zuul.d/0.yaml"} : title.split(":");
            if (parts.length == 3) {
                repos.computeIfAbsent(parts[0], _ -> new LinkedHashMap<>())
                        .computeIfAbsent(parts[1], _ -> new LinkedHashMap<>())
                        .put(parts[2], title.equals("base") ? BASE + text : text);
            }
        });
        return repos;
    }

    /// As a user would read it.
    String told() {
        var told = new StringBuilder();
        for (Problem problem : problems) {
            told.append(
                    "%s %s [%s] %s%n".formatted(problem.severity(), problem.kind(), problem.code(), problem.where()));
            told.append(problem.where().project())
                    .append(
                            problem.where().branch().isEmpty()
                                    ? ""
                                    : " " + problem.where().branch())
                    .append('\n')
                    .append(problem.message())
                    .append('\n');
            if (!problem.hint().isEmpty()) {
                told.append(problem.hint()).append('\n');
            }
            problem.stanza()
                    .lines()
                    .forEach(line -> told.append("    | ").append(line).append('\n'));
            told.append('\n');
        }
        return told.toString().replace("\r\n", "\n");
    }
}
