package dev.sluice.activities.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.activities.contract.GraphDocument;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.config.load.TenantFile;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.engine.problem.Problem;
import dev.sluice.workflows.json.SluiceJson;
import dev.sluice.workflows.port.TenantActivities.Preparation;
import dev.sluice.workflows.port.TenantActivities.PrepareItem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// From an item and those ahead of it to its jobs: which configuration counts (A70–A79).
final class ItemPreparationTest {
    private static final Connections CONNECTIONS = Connections.gerrit("gerrit", "review.example.com");
    private static final Project CFG = project("cfg");
    private static final Project P = project("p");
    private static final Project Q = project("q");
    private static final String BASE = """
            - pipeline: {name: check, manager: independent, trigger: {gerrit: [{event: patchset-created}]}}
            - job: {name: base, parent: null, run: run.yaml}
            """;
    private static final String EMPTY_PLAYBOOK = "- hosts: all\n  tasks: []\n";

    private final MemoryTrees trees = new MemoryTrees();
    private final MemoryDocuments documents = new MemoryDocuments();
    private final Layouts layouts;
    private final ItemPreparation preparation;
    private int numbers;

    ItemPreparationTest() {
        layouts = new Layouts(
                TenantFile.parse(
                                "main.yaml",
                                "- tenant: {name: t, source: {gerrit: {config-projects: [cfg], untrusted-projects: [p, q]}}}",
                                CONNECTIONS)
                        .value(),
                CONNECTIONS,
                trees,
                documents,
                SecretProbe.TRUSTING);
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        preparation = new ItemPreparation(layouts, trees, documents, new Catalogue(List.of()), clock);
        branch(CFG, BASE);
        branch(P, "- project: {check: {jobs: [base]}}\n");
        branch(Q, "- project: {check: {jobs: [base]}}\n");
    }

    @Test
    void givesTheSemaphoresOfTheJobsWithTheirRoom() {
        branch(P, """
                - semaphore: {name: s, max: 3}
                - semaphore: {name: unused, max: 9}
                - job: {name: j, semaphores: [s], run: {name: run.yaml, semaphores: [undefined]}}
                - project: {check: {jobs: [j]}}
                """);

        assertThat(prepared(change(P, "README"), List.of()).semaphores()).isEqualTo(Map.of("s", 3, "undefined", 1));
    }

    /// F61: no jobs and wrong configuration go before a conflict, as far as they are known without a merge.
    @Test
    void tellsAConflictOnlyOfAnItemThatHasJobs() {
        Change plain = change(P, "README");
        trees.conflicting = plain.commit();
        String layout = layouts.load("t").tips().key();

        assertThat(prepare(layout, plain, List.of()))
                .isEqualTo(new Preparation.Conflict(plain.ref() + " does not merge.", List.of("README")));

        push(P, "without", "");
        assertThat(prepared(plain, List.of()).projectInPipeline()).isFalse();

        push(P, "elsewhere", "- job: {name: src, run: run.yaml, files: [src/]}\n- project: {check: {jobs: [src]}}\n");
        Preparation.Prepared none = prepared(plain, List.of());
        assertThat(none.projectInPipeline()).isTrue();
        assertThat(none.jobs()).isEmpty();
    }

    @Test
    void tellsAConflictFirstOfAnItemThatUpdatesConfiguration() {
        Change own = change(P, "zuul.yaml", "");
        trees.conflicting = own.commit();
        String layout = layouts.load("t").tips().key();

        assertThat(prepare(layout, own, List.of())).isInstanceOf(Preparation.Conflict.class);
    }

    /// Configuration of other projects may still run jobs for it: they would test without the change.
    @Test
    void aChangeOfADeletedBranchDoesNotMerge() {
        branch(CFG, BASE + "- project: {name: p, check: {jobs: [base]}}\n");
        Change change = change(P, "README");
        String layout = layouts.load("t").tips().key();
        trees.delete(P, "master");

        assertThat(prepare(layout, change, List.of()))
                .isEqualTo(new Preparation.Conflict(
                        "Project 'p' has no branch 'master': it was deleted. Create it again, or move or abandon the"
                                + " change. [MERGE-001]",
                        List.of()));
    }

    @Test
    void aRepositoryWithoutBranchesHasNoConfigurationAndNoErrors() {
        trees.delete(Q, "master");

        assertThat(layouts.load("t").loaded().problems()).isEmpty();
        assertThat(jobs(prepared(change(P, "README"), List.of()))).containsExactly("base");
    }

    @Test
    void runsWhatTheItemsOwnConfigurationSays() {
        Change own = change(P, "zuul.yaml", "- job: {name: new}\n- project: {check: {jobs: [new]}}\n");

        assertThat(jobs(prepared(own, List.of()))).containsExactly("new");
    }

    @Test
    void seesTheConfigurationOfAnItemAheadThoughItChangesNone() {
        Change ahead = change(Q, "zuul.yaml", "- job: {name: shared}\n- project: {check: {jobs: [shared]}}\n");
        Change between = change(P, "zuul.yaml", "- project: {check: {jobs: [shared]}}\n");

        assertThat(jobs(prepared(change(P, "README"), List.of(ahead, between)))).containsExactly("shared");
    }

    /// C54: each change sees the other's configuration; equal jobs of two projects are built for each.
    @Test
    void joinsTheJobsOfACycle() {
        Change one = change(P, "zuul.yaml", "- job: {name: of-p}\n- project: {check: {jobs: [base, of-p]}}\n");
        Change two = change(Q, "zuul.yaml", "- project: {check: {jobs: [base, of-p]}}\n");

        Preparation.Prepared prepared = cycle(two, List.of(one, two));

        assertThat(jobs(prepared)).containsExactly("base", "of-p", "base@2,1", "of-p@2,1");
        assertThat(prepared.owners()).isEqualTo(Map.of("base", one, "of-p", one, "base@2,1", two, "of-p@2,1", two));
        GraphDocument graph = graph(prepared);
        assertThat(graph.subjects()).containsExactly(one, two);
        assertThat(graph.items()).containsExactly(one, two);
        assertThat(graph.subjectsOf("base@2,1")).containsExactly(two);
        assertThat(graph.sources()).extracting(SourceTree::project).containsExactly(P, Q);
    }

    @Test
    void refusesAnItemBehindABrokenOne() {
        Change broken = change(P, "zuul.yaml", "- job: {name: x, sofa: 1}\n");

        assertThat(codes(change(P, "README"), List.of(broken))).containsExactly("CONFIG-702");
    }

    @Test
    void doesNotUseAChangeOfAConfigProjectBeforeItMerged() {
        Change trusted = change(CFG, "zuul.yaml", BASE + "- job: {name: later, run: run.yaml}\n");
        Change user = change(P, "zuul.yaml", "- project: {check: {jobs: [later]}}\n");

        assertThat(codes(user, List.of(trusted))).containsExactly("CONFIG-701");
        assertThat(jobs(prepared(change(P, "README"), List.of(trusted)))).containsExactly("base");
    }

    @Test
    void tellsTheErrorsOfAConfigProjectsChange() {
        assertThat(codes(change(CFG, "zuul.yaml", BASE + "- job: {name: x, sofa: 1}\n"), List.of()))
                .containsExactly("CONFIG-105");
    }

    @Test
    void runsAJobThatTheChangeAltersThoughNoFileMatches() {
        branch(P, "- job: {name: j, run: run.yaml, files: [src/]}\n- project: {check: {jobs: [j, base]}}\n");
        String altered =
                "- job: {name: j, run: run.yaml, files: [src/], timeout: 5}\n- project: {check: {jobs: [j, base]}}\n";

        assertThat(jobs(prepared(change(P, "zuul.yaml", altered), List.of()))).containsExactly("j", "base");
        assertThat(jobs(prepared(change(P, "README"), List.of(change(P, "zuul.yaml", altered)))))
                .containsExactly("base");
    }

    @Test
    void matchesATagByTheBranchesThatContainIt() {
        branch(CFG, BASE + """
                - job: {name: j, run: run.yaml, branches: stable}
                - project: {name: p, check: {jobs: [j, base]}}
                """);
        trees.contains("tagged", "stable");
        trees.commit("tagged", Map.of());
        var tag = new GitRef(P, "refs/tags/1.0", "", "tagged", "");

        assertThat(jobs(prepared(tag, List.of()))).containsExactly("j", "base");
    }

    @Test
    void checksOutForEachJobTheBranchThatItAsksFor() {
        branch(CFG, BASE + """
                - job: {name: plain, run: run.yaml, required-projects: [q]}
                - job: {name: old, run: run.yaml, override-checkout: stable, required-projects: [q]}
                - job: {name: pinned, run: run.yaml, override-checkout: nowhere,
                        required-projects: [{name: q, override-checkout: stable}, {name: p, override-checkout: "1.0"}]}
                - project: {name: p, check: {jobs: [plain, old, pinned]}}
                """);
        branch(P, "");
        trees.branch(P, "stable", Map.of());
        trees.branch(Q, "stable", Map.of());
        trees.commit("p/tags/1.0", Map.of());

        GraphDocument graph = graph(prepared(change(P, "README"), List.of(change(Q, "README"))));

        assertThat(checkouts(graph, "plain")).containsExactly("p master zuul branch", "q master zuul branch");
        assertThat(checkouts(graph, "old")).containsExactly("p stable job override ref", "q stable job override ref");
        assertThat(checkouts(graph, "pinned"))
                .containsExactly("p refs/tags/1.0 project override ref", "q stable project override ref");
    }

    /// B60: the playbook's own project gives its roles from the playbook's branch, another one from the change's.
    @Test
    void readsTheRolesOfAnotherProjectFromTheBranchOfTheChange() {
        branch(CFG, BASE + """
                - job: {name: plain, run: run.yaml, roles: [{zuul: q}]}
                - job: {name: pinned, run: run.yaml, roles: [{zuul: q}], override-checkout: old}
                - project: {name: p, check: {jobs: [plain, pinned]}}
                """);
        branch(P, "");
        trees.branch(P, "stable", Map.of());
        trees.branch(Q, "stable", Map.of());
        trees.branch(Q, "old", Map.of());

        GraphDocument graph = graph(prepared(change(P, "README"), List.of()));
        assertThat(roles(graph, "plain")).containsExactly("master zuul branch");
        assertThat(roles(graph, "pinned")).containsExactly("old job override ref");

        GraphDocument stable = graph(prepared(on("stable", change(P, "README")), List.of()));
        assertThat(roles(stable, "plain")).containsExactly("stable zuul branch");
        assertThat(stable.trusted())
                .extracting(tree -> tree.project().name() + " " + tree.branch())
                .contains("cfg master", "q stable");
    }

    private static List<String> roles(GraphDocument graph, String job) {
        FrozenJob frozen = graph.jobs().stream()
                .filter(each -> each.name().equals(job))
                .findFirst()
                .orElseThrow();
        FrozenPlaybook playbook = frozen.run().getFirst();
        return playbook.roles().stream()
                .filter(role -> !role.project().equals(playbook.project()))
                .map(role -> graph.treesOf(frozen).roleBranch(playbook, role))
                .map(found -> found.branch() + " " + found.description())
                .toList();
    }

    private static Change on(String branch, Change change) {
        return new Change(
                change.project(),
                branch,
                change.number(),
                change.patchset(),
                change.ref(),
                change.commit(),
                change.parents(),
                change.url(),
                change.message(),
                change.owner(),
                change.topic(),
                change.status(),
                change.workInProgress(),
                change.current(),
                change.blockers(),
                change.files(),
                change.hashtags(),
                change.approvals(),
                change.needs());
    }

    @Test
    void checksOutTheTagThatAnItemIsAbout() {
        trees.commit("tagged", Map.of());
        branch(CFG, BASE + "- project: {name: p, check: {jobs: [base]}}\n");
        var tag = new GitRef(P, "refs/tags/1.0", "", "tagged", "");

        GraphDocument graph = graph(prepared(tag, List.of()));

        assertThat(checkouts(graph, "base")).containsExactly("p refs/tags/1.0 tag ref");
        assertThat(graph.sources().getFirst().base()).isEqualTo("tagged");
    }

    @Test
    void namesTheBranchThatIncludedVariablesAreReadFrom() {
        branch(CFG, BASE + """
                - job:
                    name: j
                    run: run.yaml
                    override-checkout: stable
                    include-vars: [{name: a.yaml, project: q}, {name: b.yaml, project: q, use-ref: false}, {name: c.yaml, zuul-project: true}]
                - project: {name: p, check: {jobs: [j]}}
                """);
        branch(P, "");
        trees.branch(Q, "stable", Map.of());

        GraphDocument graph = graph(prepared(change(P, "README"), List.of()));

        assertThat(graph.jobTrees().get("j").includeBranches()).containsExactly("stable", "master", "master");
        assertThat(graph.trusted())
                .extracting(tree -> tree.project().name() + " " + tree.branch())
                .containsExactlyInAnyOrder("cfg master", "q stable", "q master", "p master");
        assertThat(checkouts(graph, "j")).containsExactly("p master zuul branch");
    }

    private static List<String> checkouts(GraphDocument graph, String job) {
        return graph.jobTrees().get(job).sources().stream()
                .map(source -> {
                    SourceTree tree = graph.sources().get(source.tree());
                    return tree.project().name() + " " + tree.branch() + " " + source.description();
                })
                .toList();
    }

    private GraphDocument graph(Preparation.Prepared prepared) {
        try {
            return SluiceJson.mapper()
                    .readValue(documents.find(prepared.graph()).orElseThrow(), GraphDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsOnlyWhatAChangeTouches() {
        Preparation.Prepared first =
                prepared(change(P, "zuul.yaml", "- project: {check: {jobs: [base]}}\n"), List.of());
        assertThat(jobs(first)).containsExactly("base");
        String layout = layouts.load("t").tips().key();
        int before = trees.reads;

        layouts.at(layout);
        prepare(layout, change(P, "zuul.yaml", "- project: {check: {jobs: [noop]}}\n"), List.of());

        // four roots of one branch, and the file; the other branches were known by their commits
        assertThat(trees.reads - before).isLessThan(15);
    }

    @Test
    void keepsTheLastGoodConfigurationOfABrokenProjectInForceAndShowsTheError() {
        branch(P, "- job: {name: j, run: run.yaml}\n- project: {check: {jobs: [j]}}\n");
        layouts.load("t");
        push(P, "broken", "- job: {name: j, run: run.yaml, sofa: 1}\n- project: {check: {jobs: [j]}}\n");

        Layouts.TenantLayout loaded = layouts.load("t");

        assertThat(loaded.loaded().layout().job("j")).hasSize(1);
        assertThat(loaded.loaded().problems()).extracting(Problem::code).contains("CONFIG-105");
        assertThat(jobs(prepared(change(P, "README"), List.of()))).containsExactly("j");
        assertThat(codes(change(P, "zuul.yaml", "- job: {name: j, sofa: 1}\n"), List.of()))
                .contains("CONFIG-105");

        push(P, "mended", "- job: {name: k, run: run.yaml}\n- project: {check: {jobs: [k]}}\n");
        assertThat(jobs(prepared(change(P, "README"), List.of()))).containsExactly("k");
        assertThat(layouts.load("t").loaded().problems()).isEmpty();
    }

    @Test
    void dropsAWrongStanzaOfWhichNothingGoodIsKnown() {
        branch(P, "- job: {name: j, sofa: 1}\n- project: {check: {jobs: [base]}}\n");

        assertThat(jobs(prepared(change(P, "README"), List.of()))).containsExactly("base");
    }

    @Test
    void givesUpAStandInThatWouldBeWrongItself() {
        branch(Q, "- job: {name: up, run: run.yaml}\n");
        branch(P, "- job: {name: j, parent: up}\n- project: {check: {jobs: [j]}}\n");
        layouts.load("t");
        push(Q, "without", "- job: {name: other, run: run.yaml}\n");
        push(P, "broken", "- job: {name: j, parent: up, sofa: 1}\n- project: {check: {jobs: [base]}}\n");

        assertThat(jobs(prepared(change(P, "README"), List.of()))).containsExactly("base");
    }

    private void push(Project project, String commit, String zuul) {
        trees.push(project, "master", commit, Map.of("zuul.yaml", zuul, "run.yaml", EMPTY_PLAYBOOK));
    }

    private void branch(Project project, String zuul) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("zuul.yaml", zuul);
        files.put("run.yaml", EMPTY_PLAYBOOK);
        trees.branch(project, "master", files);
    }

    private Change change(Project project, String path) {
        return change(project, path, "text");
    }

    private Change change(Project project, String path, String text) {
        int number = ++numbers;
        String commit = trees.commit("change" + number, Map.of(path, text));
        return new Change(
                project,
                "master",
                number,
                1,
                "refs/changes/%02d/%d/1".formatted(number, number),
                commit,
                List.of(),
                "",
                "",
                "user",
                "",
                ChangeStatus.NEW,
                false,
                true,
                List.of(),
                List.of(path),
                List.of(),
                List.of(),
                List.of());
    }

    private Preparation prepare(String layout, Subject subject, List<Subject> ahead) {
        return prepare(layout, subject, List.of(), ahead);
    }

    private Preparation prepare(String layout, Subject subject, List<Change> cycle, List<Subject> ahead) {
        return preparation.prepare(new PrepareItem("t", "check", layout, "buildset", subject, cycle, ahead, "5eed"));
    }

    private Preparation.Prepared cycle(Change trigger, List<Change> members) {
        Preparation result = prepare(layouts.load("t").tips().key(), trigger, members, List.of());
        assertThat(result).isInstanceOf(Preparation.Prepared.class);
        return (Preparation.Prepared) result;
    }

    private Preparation.Prepared prepared(Subject subject, List<? extends Subject> ahead) {
        Preparation result = prepare(layouts.load("t").tips().key(), subject, List.copyOf(ahead));
        assertThat(result).isInstanceOf(Preparation.Prepared.class);
        return (Preparation.Prepared) result;
    }

    private List<String> codes(Subject subject, List<? extends Subject> ahead) {
        Preparation result = prepare(layouts.load("t").tips().key(), subject, List.copyOf(ahead));
        assertThat(result).isInstanceOf(Preparation.Refused.class);
        return ((Preparation.Refused) result)
                .problems().stream().map(Problem::code).toList();
    }

    private static List<String> jobs(Preparation.Prepared prepared) {
        return prepared.jobs().stream().map(JobNode::name).toList();
    }

    private static Project project(String name) {
        return new Project("gerrit", "review.example.com", name);
    }
}
