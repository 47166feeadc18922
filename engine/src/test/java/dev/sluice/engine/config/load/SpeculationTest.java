package dev.sluice.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.TestTenants;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.config.RefView;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.conform.MapConfigSource;
import dev.sluice.engine.jobgraph.FreezeContext;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.JobGraphFreezer;
import dev.sluice.engine.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Speculative layouts (A70–A76).
class SpeculationTest {
    private static final String CFG = """
            - pipeline: {name: check, manager: independent, trigger: {gerrit: [{event: patchset-created}]}}
            - job: {name: base, parent: null, run: playbooks/base.yaml}
            - semaphore: {name: room, max: 1}
            """;
    private static final TenantDefinition TENANT = TestTenants.tenant("p", "q");

    private final Map<String, Map<String, Map<String, String>>> tips = new LinkedHashMap<>();
    private final Map<String, Map<String, Map<String, String>>> merged = new LinkedHashMap<>();
    private final ParsedFiles cache = new ParsedFiles(TestTenants.CONNECTIONS);
    private final LayoutLoader loader = new LayoutLoader(cache, SecretProbe.TRUSTING);

    SpeculationTest() {
        put("cfg", CFG);
        put("p", "- job: {name: j}\n- project: {check: {jobs: [j]}}\n");
        put("q", "");
    }

    @Test
    void takesEffectAtOnceInAnUntrustedProject() {
        merged.put("p", TestTenants.master("zuul.yaml", "- job: {name: k}\n- project: {check: {jobs: [k]}}\n"));

        SpeculativeLayout.Use use = (SpeculativeLayout.Use) decide(change("p"));

        assertThat(use.loaded()
                        .layout()
                        .projectPipelineConfig(TestTenants.project("p"), RefView.branch("master"), "check"))
                .hasValueSatisfying(config -> assertThat(config.jobs())
                        .singleElement()
                        .satisfies(listing -> assertThat(listing.job()).isEqualTo("k")));
    }

    @Test
    void parsesAgainOnlyWhatChanged() {
        merged.put("p", TestTenants.master("zuul.yaml", "- job: {name: k}\n"));
        LoadedLayout base = loader.load(TENANT, new MapConfigSource(tips));
        int before = cache.misses();

        decide(base, List.of(change("p")), List.of(), List.of());

        assertThat(cache.misses()).isEqualTo(before + 1);
    }

    @Test
    void keepsPipelinesSemaphoresAndQueuesOfTheStaticLayout() {
        merged.put("p", TestTenants.master("zuul.yaml", "- semaphore: {name: mine, max: 9}\n- queue: {name: x}\n"));

        SpeculativeLayout.Use use = (SpeculativeLayout.Use) decide(change("p"));

        assertThat(use.loaded().layout().semaphores()).containsOnlyKeys("room");
        assertThat(use.loaded().layout().queues()).isEmpty();
    }

    @Test
    void runsAChangeOfAConfigProjectWithTheStaticLayout() {
        merged.put("cfg", TestTenants.master("zuul.yaml", CFG + "- job: {name: more}\n"));

        assertThat(decide(change("cfg"))).isEqualTo(new SpeculativeLayout.UseStatic(List.of()));
    }

    @Test
    void blocksAChangeOfAConfigProjectWithErrors() {
        merged.put("cfg", TestTenants.master("zuul.yaml", CFG + "- job: {name: more, sofa: 5}\n"));

        assertThat(errors(decide(change("cfg")))).singleElement().asString().contains("'sofa'");
    }

    @Test
    void blocksAChangeThatNeedsANewJobOfAConfigProject() {
        merged.put("cfg", TestTenants.master("zuul.yaml", CFG + "- job: {name: more}\n"));
        merged.put("p", TestTenants.master("zuul.yaml", "- project: {check: {jobs: [more]}}\n"));

        SpeculativeLayout decision = decide(
                loader.load(TENANT, new MapConfigSource(tips)),
                List.of(change("p")),
                List.of(change("cfg")),
                List.of());

        assertThat(errors(decision)).containsExactly("This change depends on a change to a config project.");
    }

    @Test
    void blocksARemovalThatBreaksAnotherProject() {
        put("q", "- project: {check: {jobs: [j]}}\n");
        merged.put("p", TestTenants.master("zuul.yaml", "- job: {name: k}\n"));

        SpeculativeLayout decision = decide(change("p"));

        assertThat(errors(decision)).singleElement().asString().contains("the job 'j' is not defined");
    }

    @Test
    void ignoresTheOldErrorsOfOtherProjects() {
        put("q", "- sofa: {}\n");
        merged.put("p", TestTenants.master("zuul.yaml", "- job: {name: k}\n"));

        assertThat(decide(change("p"))).isInstanceOf(SpeculativeLayout.Use.class);
    }

    @Test
    void demandsThatAConfigChangeMendsItsOwnBranch() {
        put("p", "- sofa: {}\n- job: {name: j}\n");
        merged.put("p", TestTenants.master("zuul.yaml", "- sofa: {}\n- job: {name: k}\n"));

        assertThat(errors(decide(change("p")))).singleElement().asString().contains("'sofa'");
    }

    @Test
    void ignoresErrorsOfTheItemsAhead() {
        merged.put("q", TestTenants.master("zuul.yaml", "- sofa: {}\n"));
        LoadedLayout base = loader.load(TENANT, new MapConfigSource(tips));
        Problem ahead = errorsOf(decide(base, List.of(change("q")), List.of(), List.of()))
                .getFirst();
        merged.put("p", TestTenants.master("zuul.yaml", "- job: {name: k}\n"));

        SpeculativeLayout decision = decide(base, List.of(change("p")), List.of(change("q")), List.of(ahead));

        assertThat(decision).isInstanceOf(SpeculativeLayout.Use.class);
    }

    @Test
    void blocksBehindAnInvalidConfiguration() {
        var request = new SpeculativeRequest(
                loader.load(TENANT, new MapConfigSource(tips)),
                new MapConfigSource(tips),
                new MapConfigSource(tips),
                List.of(change("p")),
                List.of(),
                List.of(),
                true);

        assertThat(errors(loader.loadFor(TENANT, request)))
                .containsExactly("This change depends on a change with an invalid configuration.");
    }

    @Test
    void runsAJobThatTheChangeAltersAlthoughNoFileMatches() {
        String text = "- job: {name: j, files: [src/.*], tags: [%s]}\n- job: {name: k, files: [src/.*]}\n"
                + "- project: {check: {jobs: [j, k]}}\n";
        put("p", text.formatted("old"));
        merged.put("p", TestTenants.master("zuul.yaml", text.formatted("new")));
        LoadedLayout base = loader.load(TENANT, new MapConfigSource(tips));

        var use = (SpeculativeLayout.Use) decide(base, List.of(change("p")), List.of(), List.of());
        List<FrozenJob> jobs = JobGraphFreezer.freeze(
                        use.loaded().layout(), "check", change("p"), FreezeContext.updatingConfig(base.layout()))
                .jobs();

        assertThat(jobs).extracting(FrozenJob::name).containsExactly("j");
    }

    @Test
    void knowsWhichChangesUpdateConfiguration() {
        TenantDefinition tenant = TestTenants.parse("""
                - tenant:
                    name: t
                    source:
                      gerrit:
                        untrusted-projects:
                          - p: {extra-config-paths: [more/, one.yaml], always-dynamic-branches: dyn.*}
                """);

        for (String file : List.of("zuul.yaml", ".zuul.yaml", "zuul.d/x", ".zuul.d/y/z", "more/a.yaml", "one.yaml")) {
            assertThat(ConfigUpdates.updatesConfig(tenant, TestTenants.change("p", "a", file)))
                    .isTrue();
        }
        assertThat(ConfigUpdates.updatesConfig(tenant, TestTenants.change("p", "src/zuul.yaml")))
                .isFalse();
        assertThat(ConfigUpdates.updatesConfig(tenant, TestTenants.onBranch("p", "dynamo")))
                .isTrue();
        assertThat(ConfigUpdates.updatesConfig(tenant, TestTenants.change("stranger", "zuul.yaml")))
                .isFalse();
    }

    private void put(String project, String text) {
        tips.put(project, TestTenants.master("zuul.yaml", text));
    }

    private static Change change(String project) {
        return TestTenants.change(project, "zuul.yaml");
    }

    private SpeculativeLayout decide(Change own) {
        return decide(loader.load(TENANT, new MapConfigSource(tips)), List.of(own), List.of(), List.of());
    }

    private SpeculativeLayout decide(LoadedLayout base, List<Change> own, List<Change> ahead, List<Problem> problems) {
        Map<String, Map<String, Map<String, String>>> all = new LinkedHashMap<>(tips);
        all.putAll(merged);
        return loader.loadFor(
                TENANT,
                new SpeculativeRequest(
                        base, new MapConfigSource(tips), new MapConfigSource(all), own, ahead, problems, false));
    }

    private static List<Problem> errorsOf(SpeculativeLayout decision) {
        return ((SpeculativeLayout.Blocked) decision).errors();
    }

    private static List<String> errors(SpeculativeLayout decision) {
        return errorsOf(decision).stream().map(Problem::message).toList();
    }
}
