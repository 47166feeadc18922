package dev.sluice.engine.jobgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.engine.TestTenants;
import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every attribute of a job: inherited when the child says nothing, and open or closed for users of a final job.
class FreezeAttributesTest {
    private final FreezeWorld world = new FreezeWorld();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parent: base",
                "pre-timeout: 5",
                "timeout: 5",
                "post-timeout: 5",
                "attempts: 5",
                "nodeset: {nodes: []}",
                "pre-run: x.yaml",
                "run: x.yaml",
                "post-run: x.yaml",
                "roles: [{zuul: q}]",
                "vars: {a: 1}",
                "extra-vars: {a: 1}",
                "host-vars: {h: {a: 1}}",
                "group-vars: {g: {a: 1}}",
                "include-vars: [x.yaml]",
                "semaphores: [x]",
                "required-projects: [q]",
                "allowed-projects: [p]",
                "override-checkout: master",
                "post-review: true",
                "ansible-version: 9",
                "workspace-scheme: flat",
                "workspace-checkout: false",
                "failure-output: [x]"
            })
    void refusesToSetAnExecutionAttributeOfAFinalJob(String attribute) {
        attach(attribute);

        assertThat(world.refusals())
                .anySatisfy(message -> assertThat(message)
                        .contains("Unable to modify final job 'j'")
                        .contains("sets '%s'".formatted(attribute.split(":", 2)[0])));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "voting: false",
                "hold-following-changes: true",
                "success-message: x",
                "failure-message: x",
                "branches: master",
                "files: [x]",
                "irrelevant-files: [x]",
                "match-on-config-updates: false",
                "deduplicate: false",
                "tags: [x]",
                "provides: [x]",
                "requires: [x]",
                "dependencies: [noop]"
            })
    void allowsToSetAContextAttributeOfAFinalJob(String attribute) {
        attach(attribute);

        assertThat(world.refusals()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "voting: false",
                "files: [x]",
                "irrelevant-files: [x]",
                "tags: [x]",
                "provides: [x]",
                "requires: [x]",
                "dependencies: [noop]",
                "vars: {a: 1}",
                "run: x.yaml"
            })
    void refusesToSetAnAttributeThatIsClosed(String attribute) {
        String name = attribute.split(":", 2)[0];
        world.cfg("""
                - job: {name: j, run: r.yaml, attribute-control: {%s: {final: true}}}
                - project: {name: p, check: {jobs: [noop, {j: {%s}}]}}
                """.formatted(name, attribute));
        assertThat(world.refusals())
                .singleElement()
                .satisfies(
                        message -> assertThat(message).contains("attribute '%s' of job 'j' is final".formatted(name)));
    }

    private void attach(String attribute) {
        world.cfg("""
                - secret: {name: s, data: {k: v}}
                - job: {name: j, run: r.yaml, final: true}
                - project: {name: p, check: {jobs: [noop, {j: {%s}}]}}
                """.formatted(attribute));
    }

    @Test
    void inheritsWhatTheChildDoesNotSay() {
        world.cfg("""
                - nodeset: {name: ns, nodes: [{name: n, label: small}]}
                - job:
                    name: up
                    pre-timeout: 3
                    timeout: 4
                    post-timeout: 5
                    attempts: 6
                    nodeset: ns
                    ansible-version: 9
                    workspace-scheme: flat
                    workspace-checkout: auto
                    override-checkout: stable
                    success-message: well
                    failure-message: badly
                    voting: false
                    hold-following-changes: true
                    deduplicate: false
                    extra-vars: {a: 1}
                    host-vars: {h: {a: 1}}
                    group-vars: {g: {a: 1}}
                    include-vars: [one.yaml, {name: two.yaml, project: q, required: false}]
                    semaphores: [b]
                    failure-output: [z, y]
                    provides: [p1]
                    requires: [r1]
                    run: r.yaml
                - job:
                    name: j
                    parent: up
                    semaphores: [a]
                    failure-output: [x]
                    include-vars: [one.yaml, {name: three.yaml, zuul-project: true, use-ref: false}]
                - project: {name: p, check: {jobs: [j]}}
                """);

        FrozenJob job = world.job("j");

        assertThat(job.preTimeoutSeconds()).contains(3);
        assertThat(job.timeoutSeconds()).contains(4);
        assertThat(job.postTimeoutSeconds()).contains(5);
        assertThat(job.attempts()).isEqualTo(6);
        assertThat(job.nodeset().name()).isEqualTo("ns");
        assertThat(job.ansibleVersion()).contains("9");
        assertThat(job.workspaceScheme()).contains("flat");
        assertThat(job.workspaceCheckout()).contains("auto");
        assertThat(job.overrideCheckout()).contains("stable");
        assertThat(job.successMessage()).contains("well");
        assertThat(job.failureMessage()).contains("badly");
        assertThat(job.voting()).isFalse();
        assertThat(job.holdFollowingChanges()).isTrue();
        assertThat(job.deduplicate()).isEqualTo("false");
        assertThat(job.extraVars()).isEqualTo(Map.of("a", 1));
        assertThat(job.hostVars()).isEqualTo(Map.of("h", Map.of("a", 1)));
        assertThat(job.groupVars()).isEqualTo(Map.of("g", Map.of("a", 1)));
        assertThat(job.semaphores()).extracting(SemaphoreUse::name).containsExactly("a", "b");
        assertThat(job.failureOutput()).containsExactly("x", "y", "z");
        assertThat(job.provides()).containsExactly("p1");
        assertThat(job.requires()).containsExactly("r1");
        assertThat(job.includeVars())
                .containsExactly(
                        new FrozenInclude("one.yaml", project("cfg"), true, true),
                        new FrozenInclude("two.yaml", project("q"), false, true),
                        new FrozenInclude("three.yaml", Optional.empty(), true, false));
        assertThat(job.node().holdFollowingChanges()).isTrue();
    }

    @Test
    void replacesIncludedVariablesWhereTheTagSaysSo() {
        world.cfg("""
                - job: {name: up, run: r.yaml, include-vars: [one.yaml]}
                - job: {name: j, parent: up, include-vars: !override [two.yaml]}
                - project: {name: p, check: {jobs: [j]}}
                """);

        assertThat(world.job("j").includeVars()).extracting(FrozenInclude::path).containsExactly("two.yaml");
    }

    @Test
    void takesTheTenantsAnsibleWhereNoStanzaSaysWhich() {
        world.tenant("""
                - tenant:
                    name: t
                    default-ansible-version: 11
                    source: {gerrit: {config-projects: [cfg], untrusted-projects: [p, q]}}
                """);
        world.cfg("""
                - job: {name: j, run: r.yaml}
                - job: {name: old, run: r.yaml, ansible-version: 9}
                - project: {name: p, check: {jobs: [j, old]}}
                """);

        assertThat(world.job("j").ansibleVersion()).contains("11");
        assertThat(world.job("old").ansibleVersion()).contains("9");
        assertThat(world.origins("j"))
                .containsEntry("ansible-version", List.of("the tenant's default-ansible-version"));
    }

    @Test
    void keepsTheOtherAlternativesOfANodesetInOrder() {
        world.cfg("""
                - nodeset: {name: big, nodes: [{name: n, label: big}]}
                - nodeset: {name: either, alternatives: [big, {nodes: [{name: n, label: small}]}, {nodes: []}]}
                - job: {name: j, run: r.yaml, nodeset: either}
                - project: {name: p, check: {jobs: [j]}}
                """);

        assertThat(world.job("j").nodesetAlternatives())
                .extracting(nodeset ->
                        nodeset.nodes().stream().map(FrozenNode::label).toList())
                .containsExactly(List.of("small"), List.of());
    }

    @Test
    void tellsTheOldCleanupRunFromTheFlag() {
        world.cfg("""
                - job: {name: up, run: r.yaml, cleanup-run: old.yaml}
                - job: {name: j, parent: up, post-run: [{name: new.yaml, cleanup: true}, plain.yaml]}
                - project: {name: p, check: {jobs: [j]}}
                """);

        assertThat(world.freezeIgnoringWarnings("check").jobs().getFirst().postRun())
                .extracting(book -> book.path() + " " + book.cleanup() + " " + book.resultIgnored())
                .containsExactly("new.yaml true false", "plain.yaml false false", "old.yaml true true");
    }

    @Test
    void tellsWhereEachAttributeCameFrom() {
        world.cfg("""
                - job: {name: up, run: r.yaml, timeout: 5, tags: [a], vars: {a: 1}, files: [x]}
                - job: {name: j, parent: up, timeout: 6, tags: [b], vars: {b: 1}, files: !inherit [y]}
                - job: {name: k, parent: up, tags: !override [b]}
                - project: {name: p, vars: {c: 1}, check: {jobs: [j, k]}}
                """);

        Map<String, List<String>> j = world.origins("j");

        assertThat(j).containsEntry("timeout", List.of("j @ cfg/master/zuul.yaml:5"));
        assertThat(j).containsEntry("run", List.of("up @ cfg/master/zuul.yaml:4"));
        assertThat(j).containsEntry("tags", List.of("up @ cfg/master/zuul.yaml:4", "j @ cfg/master/zuul.yaml:5"));
        assertThat(j).containsEntry("files", List.of("up @ cfg/master/zuul.yaml:4", "j @ cfg/master/zuul.yaml:5"));
        assertThat(j.get("vars"))
                .containsExactly(
                        "variables of the project and its templates",
                        "up @ cfg/master/zuul.yaml:4",
                        "j @ cfg/master/zuul.yaml:5");
        assertThat(j).doesNotContainKey("ansible-version");
        assertThat(world.origins("k")).containsEntry("tags", List.of("k @ cfg/master/zuul.yaml:6"));
    }

    @Test
    void tellsWhyAJobRunsOrNot() {
        world.cfg("""
                - job: {name: up, run: r.yaml, files: [src/], irrelevant-files: [src/doc]}
                - job: {name: j, parent: up}
                - job: {name: any, run: r.yaml}
                - project: {name: p, check: {jobs: [j, any, {needs: {dependencies: j}}]}}
                - job: {name: needs, run: r.yaml, files: [other]}
                """);

        assertThat(world.why("j", TestTenants.change("p", "README")))
                .last()
                .isEqualTo("it does not run: none of the change's 1 files matches 'files' [src/]"
                        + " (up @ cfg/master/zuul.yaml:4)");
        assertThat(world.why("j", TestTenants.change("p", "src/a")))
                .last()
                .isEqualTo("it runs: 'src/a' does not match 'irrelevant-files' (up @ cfg/master/zuul.yaml:4)");
        assertThat(world.why("j", TestTenants.change("p", "src/doc/a")))
                .last()
                .isEqualTo("it does not run: all of the change's 1 files match 'irrelevant-files' [src/doc]"
                        + " (up @ cfg/master/zuul.yaml:4)");
        assertThat(world.why("any", TestTenants.change("p", "a"))).last().isEqualTo("it runs: it has no file matchers");
        assertThat(world.why("j", TestTenants.change("p")))
                .last()
                .isEqualTo("it runs: no files of the change are known");
        assertThat(world.why("j", TestTenants.change("p", "other")))
                .last()
                .isEqualTo("it runs: no file matches, but 'needs' depends on it");
        assertThat(world.why("needs", TestTenants.change("p", "other")))
                .contains("it runs: 'other' matches 'files' (needs @ cfg/master/zuul.yaml:8)");
    }

    @Test
    void makesAJobPostReviewWhenATrustedChildPassesASecretToAnUntrustedParent() {
        world.put("p", "master", "- job: {name: up, run: r.yaml}\n");
        world.cfg("""
                - secret: {name: s, data: {k: v}}
                - job: {name: passes, parent: up, secrets: [{name: s, secret: s, pass-to-parent: true}]}
                - job: {name: keeps, parent: up, secrets: [s], post-run: post.yaml}
                - job: {name: trusted-parent, run: r.yaml}
                - job: {name: harmless, parent: trusted-parent, secrets: [{name: s, secret: s, pass-to-parent: true}]}
                - project: {name: p, gate: {jobs: [passes, keeps, harmless]}}
                """);

        assertThat(world.freeze("gate").jobs())
                .extracting(job -> job.name() + " " + job.postReview())
                .containsExactly("passes true", "keeps false", "harmless false");
    }

    @Test
    void putsAnExplicitRoleInThePlaceOfTheImplicitOneOfItsProject() {
        world.put("q", "master", "- job: {name: up, run: r.yaml}\n");
        world.put("p", "master", """
                - job: {name: j, parent: up, roles: [{zuul: q, name: special}, {zuul: cfg}], post-run: b.yaml}
                - job: {name: k, parent: j, roles: [{zuul: q, name: other}, {zuul: cfg}], post-run: c.yaml}
                - project: {check: {jobs: [k]}}
                """);

        List<FrozenPlaybook> post = world.job("k").postRun();

        assertThat(roles(post.get(1))).containsExactly("p:", "q:special", "cfg:");
        assertThat(roles(post.get(0))).containsExactly("q:other", "p:", "q:special", "cfg:");
    }

    /// G11: what the secret leaves open, the tenant says.
    @Test
    void asksForATokenInPlaceOfASecretsData() {
        world.tenant("""
                - tenant:
                    name: t
                    default-oidc-ttl: 60
                    source: {gerrit: {config-projects: [cfg], untrusted-projects: [p]}}
                """);
        world.put("p", "master", """
                - secret: {name: plain, oidc: }
                - secret: {name: own, oidc: {ttl: 600, claims: {aud: cloud}}}
                - job: {name: j, run: r.yaml, secrets: [plain, {name: alias, secret: own}]}
                - project: {gate: {jobs: [j]}}
                """);

        assertThat(world.freeze("gate").jobs().getFirst().run().getFirst().secrets())
                .extracting(FrozenSecret::alias, FrozenSecret::name, FrozenSecret::token)
                .containsExactly(
                        tuple("plain", "plain", Optional.of(new FrozenToken(60, "", Map.of()))),
                        tuple("alias", "own", Optional.of(new FrozenToken(600, "", Map.of("aud", "cloud")))));
    }

    private static List<String> roles(FrozenPlaybook playbook) {
        return playbook.roles().stream()
                .map(role -> role.project().name() + ":" + role.name())
                .toList();
    }

    @Test
    void tellsTheStanzasThatAreForOtherBranches() {
        world.cfg("""
                - job: {name: j, run: r.yaml, branches: [stable, ^old]}
                - job: {name: entry, run: r.yaml}
                - project: {name: p, check: {jobs: [j, {entry: {branches: stable}}]}}
                """);

        assertThat(world.why("j", TestTenants.change("p")))
                .contains(
                        "j @ cfg/master/zuul.yaml:4 is for branches like 'stable' or branches like '^old', not for master");
        assertThat(world.why("entry", TestTenants.change("p")))
                .containsExactly("the entry entry @ cfg/master/zuul.yaml:6 is not for master");
    }

    @Test
    void dropsASoftEdgeToAJobThatIsNotThereAndSaysSo() {
        world.cfg("""
                - job: {name: a, run: r.yaml, dependencies: [{name: b, soft: true}, {name: c, soft: true}]}
                - job: {name: b, run: r.yaml, files: [never]}
                - job: {name: c, run: r.yaml}
                - project: {name: p, check: {jobs: [a, b, c]}}
                """);
        Frozen frozen = world.freeze("check", TestTenants.change("p", "x"));

        assertThat(frozen.jobs()).extracting(FrozenJob::name).containsExactly("a", "c");
        assertThat(frozen.jobs().getFirst().dependencies()).containsExactly(new JobDependency("c", true));
        assertThat(world.why("a", TestTenants.change("p", "x")))
                .contains("its soft dependency 'b' is not in the graph");
    }

    @Test
    void findsACycleOnlyWhereThereIsOne() {
        world.cfg("""
                - job: {name: a, run: r.yaml, dependencies: [b, c]}
                - job: {name: b, run: r.yaml, dependencies: [d]}
                - job: {name: c, run: r.yaml, dependencies: [d]}
                - job: {name: d, run: r.yaml}
                - project: {name: p, check: {jobs: [a, b, c, d]}}
                - project: {name: q, check: {jobs: [a, b, c, {d: {dependencies: c}}]}}
                """);

        assertThat(world.refusals()).isEmpty();
        assertThat(world.freeze("check", TestTenants.change("q")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("d → c → d"));
    }

    private static Optional<Project> project(String name) {
        return Optional.of(TestTenants.project(name));
    }
}
