package dev.sluice.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.TestTenants;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.yaml.YamlReader;
import dev.sluice.engine.conform.MapConfigSource;
import dev.sluice.engine.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayoutLoaderTest {
    private final LayoutLoader loader =
            new LayoutLoader(new ParsedFiles(TestTenants.CONNECTIONS), SecretProbe.TRUSTING);

    @Test
    void refusesAFileThatIsTooLarge() {
        String text = "#" + "x".repeat(YamlReader.MOST_CHARACTERS);

        assertThat(load(Map.of("p", TestTenants.master("zuul.yaml", text))).problems())
                .extracting(Problem::code)
                .containsExactly("CONFIG-001");
    }

    @Test
    void prunesADirectoryWithAnIgnoreFile() {
        Layout layout = load(Map.of(
                        "p",
                        Map.of(
                                "master",
                                Map.of(
                                        "zuul.d/a.yaml", "- job: {name: a}\n",
                                        "zuul.d/tests/.zuul.ignore", "",
                                        "zuul.d/tests/deep/b.yaml", "- job: {name: b}\n",
                                        "zuul.d/notes.txt", "- job: {name: c}\n"))))
                .layout();

        assertThat(layout.jobs()).containsOnlyKeys("a");
    }

    @Test
    void readsTheDefaultBranchFirstAndTheOthersByName() {
        Layout layout = load(Map.of(
                        "p",
                        Map.of(
                                "zeta", Map.of("zuul.yaml", "- job: {name: j}\n"),
                                "master", Map.of("zuul.yaml", "- job: {name: j}\n"),
                                "alpha", Map.of("zuul.yaml", "- job: {name: j}\n"))))
                .layout();

        assertThat(layout.job("j"))
                .extracting(entry -> entry.variant().source().branch())
                .containsExactly("master", "alpha", "zeta");
    }

    @Test
    void passesOverUnprotectedAndLockedBranchesWhereTheTenantSaysSo() {
        assertThat(seen("")).containsExactly("master", "locked", "loose");
        assertThat(seen("exclude-unprotected-branches: true")).containsExactly("master", "locked");
        assertThat(seen("exclude-locked-branches: true")).containsExactly("master", "loose");
        assertThat(seen("exclude-unprotected-branches: true, include-branches: [loose]"))
                .containsExactly("loose");
    }

    private List<String> seen(String options) {
        Map<String, Map<String, Map<String, String>>> repos =
                Map.of("p", Map.of("master", Map.of(), "loose", Map.of(), "locked", Map.of()));
        var plain = new MapConfigSource(repos);
        var guarded = new ConfigSource() {
            @Override
            public List<String> branches(Project project) {
                return plain.branches(project);
            }

            @Override
            public Optional<String> file(Project project, String branch, String path) {
                return plain.file(project, branch, path);
            }

            @Override
            public List<String> files(Project project, String branch, String prefix) {
                return plain.files(project, branch, prefix);
            }

            @Override
            public boolean protects(Project project, String branch) {
                return !branch.equals("loose");
            }

            @Override
            public boolean locks(Project project, String branch) {
                return branch.equals("locked");
            }
        };
        TenantDefinition tenant = TestTenants.parse(
                "- tenant: {name: t, source: {gerrit: {untrusted-projects: [{p: {%s}}]}}}".formatted(options));
        return loader.load(tenant, guarded).layout().branches(TestTenants.project("p"));
    }

    @Test
    void passesOverExcludedClassesAndBranchesInSilence() {
        TenantDefinition tenant = TestTenants.parse("""
                - tenant:
                    name: t
                    source:
                      gerrit:
                        untrusted-projects:
                          - p: {include: job, exclude-branches: [old]}
                """);
        var source = new MapConfigSource(Map.of(
                "p",
                Map.of(
                        "master", Map.of("zuul.yaml", "- job: {name: a}\n- secret: {nmae: s}\n- pipeline: {x: y}\n"),
                        "old", Map.of("zuul.yaml", "- sofa: {}\n"))));

        LoadedLayout loaded = loader.load(tenant, source);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.layout().jobs()).containsOnlyKeys("a");
        assertThat(loaded.layout().branches(TestTenants.project("p"))).containsExactly("master");
    }

    @Test
    void findsTheSharedQueueOfAProjectInItsTemplatesToo() {
        Layout layout = load(Map.of(
                        "cfg",
                        TestTenants.master("zuul.yaml", """
                                - queue: {name: shared, allow-circular-dependencies: true}
                                - project-template: {name: tpl, queue: shared}
                                """),
                        "p",
                        TestTenants.master("zuul.yaml", "- project: {templates: [tpl]}\n")))
                .layout();

        assertThat(layout.queueName(TestTenants.project("p"), "master")).contains("shared");
        assertThat(layout.queueName(TestTenants.project("cfg"), "master")).isEmpty();
    }

    /// A61: a branch goes where a stanza for it assigns it; the others keep to the project's own queue.
    @Test
    void branchesAreAssignedToQueues() {
        Layout layout = load(Map.of(
                        "cfg",
                        TestTenants.master("zuul.yaml", """
                                - queue: {name: own}
                                - queue: {name: products, type: branch-assigned}
                                - queue: {name: old-products, type: branch-assigned}
                                """),
                        "p",
                        Map.of(
                                "master", Map.of("zuul.yaml", "- project: {queue: own}\n"),
                                "x-1", Map.of("zuul.yaml", "- project: {queue: products}\n"),
                                "x-2", Map.of("zuul.yaml", "- project: {queue: products}\n- project: {queue: own}\n"),
                                "x-0", Map.of("zuul.yaml", "- project: {branches: [x-0], queue: old-products}\n"))))
                .layout();

        Project p = TestTenants.project("p");
        assertThat(layout.queueName(p, "x-1")).contains("products");
        assertThat(layout.queueName(p, "x-2")).contains("products");
        assertThat(layout.queueName(p, "x-0")).contains("old-products");
        assertThat(layout.queueName(p, "master")).contains("own");
        assertThat(layout.queueName(p, "")).contains("own");
        assertThat(layout.queueName(TestTenants.project("cfg"), "master")).isEmpty();
    }

    private LoadedLayout load(Map<String, Map<String, Map<String, String>>> repos) {
        return loader.load(TestTenants.tenant("p"), new MapConfigSource(repos));
    }
}
