package dev.sluice.engine.jobgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.TestTenants;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.conform.MapConfigSource;
import dev.sluice.engine.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A config project `cfg` with two pipelines and a base job, and the untrusted projects `p` and `q`.
final class FreezeWorld {
    private static final String CFG = """
            - pipeline: {name: check, manager: independent, trigger: {gerrit: [{event: patchset-created}]}}
            - pipeline: {name: gate, manager: dependent, post-review: true}
            - job: {name: base, parent: null, run: base.yaml}
            """;
    private final Map<String, Map<String, Map<String, String>>> repos = new LinkedHashMap<>();
    private TenantDefinition tenant = TestTenants.tenant("p", "q");

    FreezeWorld() {
        put("cfg", "master", CFG);
        put("p", "master", "");
        put("q", "master", "");
    }

    FreezeWorld tenant(String text) {
        tenant = TestTenants.parse(text);
        return this;
    }

    FreezeWorld cfg(String more) {
        return put("cfg", "master", CFG + more);
    }

    FreezeWorld put(String project, String branch, String text) {
        repos.computeIfAbsent(project, _ -> new LinkedHashMap<>()).put(branch, Map.of("zuul.yaml", text));
        return this;
    }

    LoadedLayout loaded() {
        return new LayoutLoader(new ParsedFiles(TestTenants.CONNECTIONS), SecretProbe.TRUSTING)
                .load(tenant, new MapConfigSource(repos));
    }

    Layout layout() {
        LoadedLayout loaded = loaded();
        assertThat(loaded.problems()).isEmpty();
        return loaded.layout();
    }

    Frozen freeze(String pipeline, Change change) {
        return JobGraphFreezer.freeze(layout(), pipeline, change, FreezeContext.NONE);
    }

    Frozen freeze(String pipeline) {
        return freeze(pipeline, TestTenants.change("p"));
    }

    Frozen freezeIgnoringWarnings(String pipeline) {
        return JobGraphFreezer.freeze(loaded().layout(), pipeline, TestTenants.change("p"), FreezeContext.NONE);
    }

    FrozenJob job(String name) {
        Frozen frozen = freeze("check");
        assertThat(frozen.problems()).isEmpty();
        return frozen.jobs().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// `message` of every problem of freezing.
    List<String> refusals() {
        return freeze("check").problems().stream().map(Problem::message).toList();
    }

    /// Attribute → where it came from.
    Map<String, List<String>> origins(String job) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        freeze("check").origins().get(job).forEach(origin -> found.put(origin.attribute(), origin.from()));
        return found;
    }

    List<String> why(String job, Change change) {
        return freeze("check", change).why().stream()
                .filter(each -> each.job().equals(job))
                .map(Explanation::text)
                .toList();
    }
}
