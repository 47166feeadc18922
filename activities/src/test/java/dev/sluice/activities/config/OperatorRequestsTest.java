package dev.sluice.activities.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.contract.Changes;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.config.load.TenantFile;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.port.TenantActivities.Asked;
import dev.sluice.workflows.port.TenantActivities.FoundJob;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What operators ask for by name is found, or refused with what there is.
final class OperatorRequestsTest {
    private static final Connections CONNECTIONS = Connections.gerrit("gerrit", "review.example.com");
    private static final Project APP = new Project("gerrit", "review.example.com", "org/app");

    private final MemoryTrees trees = new MemoryTrees();
    private final TenantActivitiesImpl tenant = new TenantActivitiesImpl(
            TenantFile.parse(
                            "main.yaml",
                            "- tenant: {name: t, source: {gerrit: {config-projects: [cfg], untrusted-projects: [org/app, org/lib]}}}",
                            CONNECTIONS)
                    .value(),
            CONNECTIONS,
            trees,
            new OneChange(),
            new MemoryDocuments(),
            SecretProbe.TRUSTING,
            new Catalogue(List.of()),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @BeforeEach
    void projects() {
        trees.branch(new Project("gerrit", "review.example.com", "cfg"), "master", Map.of("zuul.yaml", """
                - pipeline: {name: check, manager: independent, trigger: {gerrit: [{event: patchset-created}]}, require: {gerrit: {open: false}}}
                """));
        trees.branch(APP, "master", Map.of());
        trees.branch(APP, "stable/1", Map.of());
        trees.branch(new Project("gerrit", "review.example.com", "org/lib"), "master", Map.of());
    }

    /// F80: requirements do not count.
    @Test
    void findsAChangeByShortOrCanonicalName() {
        for (String name : List.of("org/app", "review.example.com/org/app")) {
            Enqueue enqueue = found(ask(name, 7, 0, "", ""));

            assertThat(enqueue.subject().id()).isEqualTo("7,2");
            assertThat(enqueue.forced()).isTrue();
        }
    }

    @Test
    void takesABranchAsItIsNowAndATagByItsCommit() {
        assertThat(found(ask("org/app", 0, 0, "refs/heads/stable/1", "")).subject())
                .isEqualTo(new GitRef(APP, "refs/heads/stable/1", "", "org/app/stable/1", ""));
        assertThat(found(ask("org/app", 0, 0, "refs/tags/1.0", "c0ffee")).subject())
                .isEqualTo(new GitRef(APP, "refs/tags/1.0", "", "c0ffee", ""));
        assertThat(ask("org/app", 0, 0, "refs/tags/1.0", "").refusal())
                .isEqualTo("'refs/tags/1.0' is no branch: name its commit with --newrev.");
    }

    @Test
    void saysWhatThereIsInPlaceOfWhatWasAskedFor() {
        assertThat(ask("org/ap", 7, 0, "", "").refusal())
                .isEqualTo("There is no project 'org/ap' in tenant 't'. Did you mean 'org/app'?");
        assertThat(ask("nothing-like-it", 7, 0, "", "").refusal()).endsWith("Known: cfg, org/app, org/lib.");
        assertThat(ask("org/app", 0, 0, "refs/heads/mastre", "").refusal())
                .isEqualTo("Project 'org/app' has no branch 'refs/heads/mastre'. Did you mean 'refs/heads/master'?");
        assertThat(ask("org/app", 8, 0, "", "").refusal())
                .isEqualTo("Project 'org/app' has no change 8. Look its number up in Gerrit.");
    }

    /// F80: a change of another project than named is refused.
    @Test
    void refusesAChangeOfAnotherProject() {
        assertThat(ask("org/lib", 7, 2, "", "").refusal())
                .isEqualTo("Project 'org/lib' has no change 7,2. Look its number up in Gerrit.");
    }

    @Test
    void warnsOfAJobThatIsNotInForceSinceAChangeMayBringIt() {
        trees.branch(APP, "master", Map.of("zuul.yaml", "- job: {name: unit}\n"));
        String layout = tenant.loadTenant("t").layout();

        assertThat(tenant.findJob(layout, "org/app", "unit"))
                .isEqualTo(new FoundJob("review.example.com/org/app", "", ""));
        assertThat(tenant.findJob(layout, "org/app", "unti").warning())
                .isEqualTo("No job 'unti' is in force now. Did you mean 'unit'?");
        assertThat(tenant.findJob(layout, "org/ap", "unit").refusal()).contains("Did you mean 'org/app'?");
    }

    @Test
    void tellsWhatANewLayoutBroughtAndWhatIsGone() {
        trees.push(APP, "master", "1111111111aa", Map.of("zuul.yaml", "- job: {name: old}\n- semaphore: {name: s}\n"));
        String before = tenant.loadTenant("t").layout();
        trees.push(APP, "master", "2222222222bb", Map.of("zuul.yaml", "- job: {name: new}\n- semaphore: {name: s}\n"));
        trees.branch(APP, "stable/2", Map.of());

        assertThat(tenant.compareLayouts(before, tenant.loadTenant("t").layout()))
                .containsExactly(
                        "new branch of org/app 'stable/2'",
                        "org/app master: 111111111 → 222222222",
                        "new job 'new'",
                        "job 'old' is gone");
    }

    private Asked ask(String project, int change, int patchset, String ref, String newRevision) {
        String layout = tenant.loadTenant("t").layout();
        return tenant.enqueue(
                "t", layout, new EnqueueRequest("check", project, change, patchset, ref, "", newRevision));
    }

    private static Enqueue found(Asked asked) {
        assertThat(asked.refusal()).isEmpty();
        return (Enqueue) asked.command().orElseThrow().event();
    }

    /// Change 7 of `org/app` at patch set 2.
    private static final class OneChange implements Changes {
        private static final Change SEVEN = new Change(
                APP,
                "master",
                7,
                2,
                "refs/changes/07/7/2",
                "c7",
                List.of(),
                "",
                "",
                "user",
                "",
                ChangeStatus.NEW,
                false,
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        @Override
        public Optional<Change> read(String connection, int number, int patchset) {
            return number == 7 && (patchset == 0 || patchset == 2) ? Optional.of(SEVEN) : Optional.empty();
        }

        @Override
        public List<Change> needing(Change change) {
            return List.of();
        }

        @Override
        public List<Change> open(Project project) {
            return List.of();
        }

        @Override
        public List<ChangeKey> inTopic(String connection, String topic) {
            return List.of();
        }

        @Override
        public boolean mergesWholeTopics(String connection) {
            return false;
        }
    }
}
