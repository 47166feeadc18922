package dev.sluice.engine.jobgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.TestTenants;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.conform.MapConfigSource;
import dev.sluice.engine.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Rules of inheritance that the conformance cases do not reach (part 2).
class JobGraphFreezerTest {
    private static final String CFG = """
            - pipeline: {name: check, manager: independent}
            - pipeline: {name: gate, manager: dependent, post-review: true}
            - job: {name: base, parent: null, run: base.yaml, tags: [base]}
            """;
    private final Map<String, Map<String, Map<String, String>>> repos = new LinkedHashMap<>();

    JobGraphFreezerTest() {
        put("cfg", "master", CFG);
        put("p", "master", "");
        put("q", "master", "");
    }

    @Test
    void doesNotPullTheBaseJobInAgainForASecondVariant() {
        cfg("""
                - job: {name: j, run: one.yaml, pre-run: a.yaml}
                - job: {name: j, pre-run: b.yaml}
                - project: {name: p, check: {jobs: [j]}}
                """);

        FrozenJob job = only("check");

        assertThat(job.tags()).containsExactly("base");
        assertThat(paths(job.preRun())).containsExactly("a.yaml", "b.yaml");
        assertThat(paths(job.run())).containsExactly("one.yaml");
        assertThat(job.inheritancePath()).hasSize(4);
    }

    @Test
    void appendsTheParentOfALaterVariantAfterTheEarlierOnes() {
        cfg("""
                - job: {name: other, parent: null, run: other.yaml, timeout: 9}
                - job: {name: j, timeout: 5}
                - job: {name: j, parent: other}
                - project: {name: p, check: {jobs: [j]}}
                """);

        assertThat(only("check").timeoutSeconds()).contains(9);
        assertThat(paths(only("check").run())).containsExactly("other.yaml");
    }

    @Test
    void doesNotRunAJobWhoseParentIsForOtherBranches() {
        cfg("""
                - job: {name: up, branches: stable, run: r.yaml}
                - job: {name: j, parent: up}
                - project: {name: p, check: {jobs: [j]}}
                """);

        Frozen frozen = freeze("check", TestTenants.change("p"));

        assertThat(frozen.jobs()).isEmpty();
        assertThat(frozen.problems()).isEmpty();
        assertThat(frozen.projectInPipeline()).isTrue();
        assertThat(frozen.why())
                .contains(new Explanation("j", "no stanza of 'up' is for master, so the job does not run"));
    }

    @Test
    void showsTheOverrideCheckoutOfAChildToItsParentsMatchers() {
        put("q", "master", "- job: {name: up, run: r.yaml, tags: [from-master]}\n");
        put("q", "stable", "- job: {name: up, run: r.yaml, tags: [from-stable]}\n");
        cfg("""
                - job: {name: j, parent: up, override-checkout: stable}
                - project: {name: p, check: {jobs: [j]}}
                """);

        assertThat(only("check").tags()).contains("from-stable").doesNotContain("from-master");
    }

    @Test
    void mergesAsTheTagsOnValuesSay() {
        cfg("""
                - job: {name: up, run: r.yaml, tags: [a], provides: [x], vars: {a: 1}, dependencies: [noop], files: [one]}
                - job:
                    name: j
                    parent: up
                    tags: !override [b]
                    provides: !override []
                    vars: !override {}
                    dependencies: !inherit [other]
                    files: !inherit [two]
                - job: {name: other, run: r.yaml}
                - project: {name: p, check: {jobs: [j, other, noop]}}
                """);

        FrozenJob job = freeze("check", TestTenants.change("p", "two")).jobs().getFirst();

        assertThat(job.tags()).containsExactly("b");
        assertThat(job.provides()).containsExactly("x");
        assertThat(job.vars()).isEmpty();
        assertThat(job.dependencies()).extracting(JobDependency::job).containsExactly("noop", "other");
        assertThat(freeze("check", TestTenants.change("p", "three")).jobs())
                .extracting(FrozenJob::name)
                .containsExactly("other", "noop");
    }

    @Test
    void putsNewRolesInFrontAndKeepsWhatEachPlaybookKnew() {
        cfg("""
                - job: {name: up, pre-run: a.yaml, run: r.yaml}
                - job: {name: j, parent: up, roles: [{zuul: q}], post-run: b.yaml}
                - project: {name: p, check: {jobs: [j]}}
                """);

        FrozenJob job = only("check");

        assertThat(roles(job.preRun().getFirst())).containsExactly("cfg");
        assertThat(roles(job.postRun().getFirst())).containsExactly("q", "cfg");
    }

    @Test
    void passesASecretToParentsButNotOverAnAliasOfTheirs() {
        put("p", "master", """
                - secret: {name: s1, data: {k: a}}
                - secret: {name: s2, data: {k: b}}
                - job: {name: up, pre-run: pre.yaml, run: run.yaml, secrets: [{name: taken, secret: s2}]}
                - job:
                    name: j
                    parent: up
                    secrets: [{name: free, secret: s1, pass-to-parent: true}, {name: taken, secret: s1, pass-to-parent: true}]
                - project: {gate: {jobs: [j]}}
                """);

        FrozenJob job = freeze("gate", TestTenants.change("p")).jobs().getFirst();

        assertThat(job.postReview()).isTrue();
        assertThat(job.preRun().getFirst().secrets())
                .extracting(secret -> secret.alias() + "=" + secret.name())
                .containsExactly("taken=s2", "free=s1");
    }

    @Test
    void confinesAnUntrustedJobWithASecretToItsOwnProject() {
        put("q", "master", "- secret: {name: s, data: {k: a}}\n- job: {name: j, run: r.yaml, secrets: [s]}\n");
        put("p", "master", "- project: {gate: {jobs: [j]}}\n");

        assertThat(codes("gate")).containsExactly("FREEZE-009");
    }

    @Test
    void letsAConfigProjectAttachAJobThatAllowsOthersOnly() {
        cfg("""
                - job: {name: j, run: r.yaml, allowed-projects: [q]}
                - project: {name: p, check: {jobs: [j]}}
                """);

        assertThat(freeze("check", TestTenants.change("p")).jobs()).hasSize(1);
    }

    @Test
    void runsNoopWithoutAPlaybook() {
        cfg("- project: {name: p, check: {jobs: [noop]}}\n");

        assertThat(only("check").node().noop()).isTrue();
    }

    @Test
    void matchesATagByItsRefAndByTheBranchesThatContainIt() {
        put("p", "master", "- job: {name: m, run: r.yaml}\n- project: {check: {jobs: [m]}}\n");
        put("p", "stable", "- job: {name: s, run: r.yaml}\n- project: {check: {jobs: [s]}}\n");
        cfg("- job: {name: t, branches: ^refs/tags/1, run: r.yaml}\n- project: {name: p, check: {jobs: [t]}}\n");
        var tag = new GitRef(TestTenants.project("p"), "refs/tags/1.0", "", "1", "");

        assertThat(names(tag, List.of("stable"))).containsExactly("t", "s");
        assertThat(names(tag, List.of())).containsExactly("t");
    }

    @Test
    void takesTheFirstOfTheAlternativesOfANodeset() {
        cfg("""
                - nodeset: {name: big, nodes: [{name: n, label: big}]}
                - nodeset: {name: nested, alternatives: [big, {nodes: [{name: n, label: small}]}]}
                - nodeset: {name: either, alternatives: [nested, {nodes: []}]}
                - job: {name: j, run: r.yaml, nodeset: either}
                - project: {name: p, check: {jobs: [j]}}
                """);

        assertThat(only("check").node().labels()).containsExactly("big");
    }

    @Test
    void keepsTheLastWordOnRequiredProjectsByProject() {
        cfg("""
                - job: {name: up, run: r.yaml, required-projects: [q, {name: p, override-checkout: a}]}
                - job: {name: j, parent: up, required-projects: [{name: review.example.com/q, override-checkout: b}]}
                - project: {name: p, check: {jobs: [j]}}
                """);

        assertThat(only("check").requiredProjects())
                .containsExactly(
                        new RequiredProject(TestTenants.project("q"), Optional.of("b")),
                        new RequiredProject(TestTenants.project("p"), Optional.of("a")));
    }

    private void cfg(String more) {
        put("cfg", "master", CFG + more);
    }

    private void put(String project, String branch, String text) {
        repos.computeIfAbsent(project, _ -> new LinkedHashMap<>()).put(branch, Map.of("zuul.yaml", text));
    }

    private Layout layout() {
        var loader = new LayoutLoader(new ParsedFiles(TestTenants.CONNECTIONS), SecretProbe.TRUSTING);
        LoadedLayout loaded = loader.load(TestTenants.tenant("p", "q"), new MapConfigSource(repos));
        assertThat(loaded.problems()).isEmpty();
        return loaded.layout();
    }

    private Frozen freeze(String pipeline, Subject subject) {
        return JobGraphFreezer.freeze(layout(), pipeline, subject, FreezeContext.NONE);
    }

    private FrozenJob only(String pipeline) {
        Frozen frozen = freeze(pipeline, TestTenants.change("p"));
        assertThat(frozen.problems()).isEmpty();
        assertThat(frozen.jobs()).hasSize(1);
        return frozen.jobs().getFirst();
    }

    private List<String> names(GitRef ref, List<String> containing) {
        return JobGraphFreezer.freeze(layout(), "check", ref, new FreezeContext(Optional.empty(), containing))
                .jobs()
                .stream()
                .map(FrozenJob::name)
                .toList();
    }

    private List<String> codes(String pipeline) {
        return freeze(pipeline, TestTenants.change("p")).problems().stream()
                .map(Problem::code)
                .toList();
    }

    private static List<String> paths(List<FrozenPlaybook> playbooks) {
        return playbooks.stream().map(FrozenPlaybook::path).toList();
    }

    private static List<String> roles(FrozenPlaybook playbook) {
        return playbook.roles().stream().map(role -> role.project().name()).toList();
    }
}
