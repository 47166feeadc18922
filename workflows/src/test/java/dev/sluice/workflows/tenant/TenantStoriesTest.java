package dev.sluice.workflows.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.engine.autohold.Autohold;
import dev.sluice.engine.autohold.EndedBuild;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import dev.sluice.engine.report.Mail;
import dev.sluice.engine.report.Review;
import dev.sluice.workflows.port.AutoholdRequest;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.port.HistoryActivities.BuildsetRecord;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.queue.QueueWorkflow.DequeueRequest;
import dev.sluice.workflows.queue.QueueWorkflow.PromoteRequest;
import dev.sluice.workflows.queue.QueueWorkflow.RerunRequest;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.testkit.FakeJob;
import dev.sluice.workflows.testkit.FakeWorld;
import dev.sluice.workflows.testkit.Script;
import dev.sluice.workflows.testkit.Shells;
import dev.sluice.workflows.testkit.Stories;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantStoriesTest {
    private final FakeWorld world = new FakeWorld();
    private final Shells shells = new Shells(world);

    @AfterEach
    void stop() {
        shells.close();
    }

    private List<Integer> votes() {
        return world.reviews.stream()
                .map(review -> review.labels().getOrDefault("Verified", 9))
                .toList();
    }

    private void awaitVotes(Integer... votes) {
        world.eventually("votes " + List.of(votes) + " in " + votes(), () -> votes().equals(List.of(votes)));
    }

    private QueueWorkflow check() {
        return shells.client().newWorkflowStub(QueueWorkflow.class, Ids.queue("demo", "check"));
    }

    private BuildsetRecord endedBuildset() {
        world.eventually(
                "a recorded end",
                () -> world.buildsets.stream().anyMatch(row -> !row.result().isEmpty()));
        return world.buildsets.stream()
                .filter(row -> !row.result().isEmpty())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void votesOnAPushedChange() {
        world.jobs(Stories.imageJobs());

        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));

        awaitVotes(0, 1);
        Review vote = world.reviews.getLast();
        assertThat(vote.message()).contains("- registry ", "- build-image ", "- test-image ", "SUCCESS");
        assertThat(world.log).contains("registry: released");
    }

    @Test
    void votesMinusOneWithTheNameOfTheFailedJob() {
        world.jobs(Stories.imageJobs());
        world.script("build-image/build", Script.fails());

        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));

        awaitVotes(0, -1);
        assertThat(world.reviews.getLast().message()).containsPattern("- build-image http://logs/\\w+/ : FAILURE");
    }

    @Test
    void tellsWhereThePipelineIsSeenThatAChangeLandedOtherwiseThanItWasTested() {
        world.jobs(new FakeJob("test").run("test"));
        world.pipeline = FakeWorld.gate();
        world.landedOtherwise.add("2,1");
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        List.of(1, 2, 3).forEach(number -> tenant.event(Stories.event("patchset-created", number, 1)));

        List.of(1, 2, 3).forEach(number -> world.awaitLine(number + ",1: landed"));
        QueueWorkflow gate = shells.client().newWorkflowStub(QueueWorkflow.class, Ids.queue("demo", "gate"));
        world.eventually(
                "the defect on show",
                () -> gate.view().defects().equals(List.of("2,1 landed otherwise. [LANDED-001]")));
    }

    @Test
    void aChangeOfFiveThousandFilesKeepsTheHistoriesSmall() {
        world.jobs(new FakeJob("test").run("test"));
        world.files = IntStream.range(0, 5_000)
                .mapToObj(i -> "src/main/java/org/example/component" + i % 40 + "/File" + i + ".java")
                .toList();

        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));

        awaitVotes(0, 1);
        assertThat(world.reviews.getLast().change().files()).hasSize(5_000);
        assertThat(shells.historyBytes(Ids.queue("demo", "check"))).isLessThan(400_000);
        assertThat(shells.historyBytes(Ids.buildset(endedBuildset().buildset())))
                .isLessThan(400_000);
    }

    @Test
    void aMailServerThatIsDownHoldsNothingUpAndGetsTheMailLater() {
        world.jobs(new FakeJob("test").run("test"));
        world.script("test/test", Script.fails());
        world.mailServerDown = true;
        world.pipeline = FakeWorld.mailing();
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        tenant.event(Stories.event("patchset-created", 1, 1));
        awaitVotes(0, -1);
        tenant.event(Stories.event("patchset-created", 2, 1));
        awaitVotes(0, -1, 0, -1);
        assertThat(world.mails).isEmpty();

        world.mailServerDown = false;

        world.eventually("both mails", () -> world.mails.size() == 2);
        assertThat(world.mails)
                .extracting(Mail::subject)
                .containsExactlyInAnyOrder(
                        "Report for changes 1,1 against refs/changes/01/1/1",
                        "Report for changes 2,1 against refs/changes/02/2/1");
        assertThat(world.mails.getFirst().text()).startsWith("Build failed (check pipeline).");
    }

    @Test
    void abortsTheOldPatchSetAndCleansUpWhenANewOneArrives() {
        world.jobs(Stories.imageJobs());
        Script.Held held = world.script("build-image/build", new Script.Held());
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        tenant.event(Stories.event("patchset-created", 1, 1));
        held.awaitBegun();
        world.script("build-image/build", Script.ok());

        tenant.event(Stories.event("patchset-created", 1, 2));

        held.awaitStopped();
        world.eventually(
                "vote on 1,2",
                () -> world.reviews.stream()
                        .anyMatch(review -> review.change().patchset() == 2
                                && review.labels().containsValue(1)));
        assertThat(world.log)
                .contains("build-image: closed CANCELED", "registry: closed CANCELED")
                .contains("build-image: prune", "registry: stop registry");
        assertThat(world.reviews)
                .noneMatch(review -> review.change().patchset() == 1
                        && (review.labels().containsValue(1) || review.labels().containsValue(-1)));
    }

    @Test
    void refusesAChangeWhoseConfigurationIsWrong() {
        world.jobs(Stories.imageJobs());
        world.refused.put(
                1,
                List.of(new Problem(
                        "CONFIG-012",
                        Severity.ERROR,
                        "Job Not Defined Error",
                        Place.file("zuul.yaml", 3, 7),
                        "",
                        "Job 'tset' is not defined.",
                        "Did you mean 'test'?")));

        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));

        world.eventually("vote -1", () -> votes().contains(-1));
        assertThat(world.reviews.getLast().message()).contains("Job 'tset' is not defined.");
        assertThat(shells.resultOf(Ids.buildset(endedBuildset().buildset()))).isEqualTo("CONFIG_ERROR");
    }

    @Test
    void testsTwoChangesAtOnce() {
        world.jobs(new FakeJob("test").run("test"));
        Script.Held held = world.script("test/test", new Script.Held());
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);

        tenant.event(Stories.event("patchset-created", 1, 1));
        tenant.event(Stories.event("patchset-created", 2, 1));
        world.eventually("both run", () -> world.count("test: test") == 2);
        held.release();

        world.eventually(
                "two votes", () -> votes().stream().filter(vote -> vote == 1).count() == 2);
    }

    @Test
    void handlesAnEventThatIsToldTwiceOnce() {
        world.jobs(new FakeJob("test").run("test"));
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);

        tenant.event(Stories.event("patchset-created", 1, 1));
        tenant.event(Stories.event("patchset-created", 1, 1));

        awaitVotes(0, 1);
        assertThat(world.count("test: test")).isEqualTo(1);
        assertThat(world.routed).hasSize(1);
    }

    @Test
    void loadsTheConfigurationAgainWhenAnEventChangesIt() {
        world.jobs(new FakeJob("test").run("test"));
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        tenant.event(Stories.event("patchset-created", 1, 1));
        awaitVotes(0, 1);
        world.layout = "layout-2";

        tenant.event(Stories.event("ref-updated", 9, 1));

        world.eventually("layout-2 in the queue", () -> check().view().layout().equals("layout-2"));
        world.eventually("routed again", () -> world.routed.contains("ref-updated/9,1 with layout-2"));
        assertThat(world.routed).contains("ref-updated/9,1 with layout-1");
    }

    @Test
    void reportsWhenGerritIsBack() {
        world.jobs(new FakeJob("test").run("test"));
        world.gerritDown = true;
        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));
        world.awaitLine("test: closed SUCCESS");
        assertThat(world.reviews).isEmpty();

        world.gerritDown = false;

        awaitVotes(0, 1);
    }

    @Test
    void runsOnlyFailedJobsAgainAndSaysSo() {
        world.jobs(new FakeJob("lint").run("lint"), new FakeJob("test").run("test"));
        world.script("test/test", Script.fails());
        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));
        awaitVotes(0, -1);
        String buildset = endedBuildset().buildset();
        world.script("test/test", Script.ok());

        String said = check().rerun(new RerunRequest(buildset, true));

        world.eventually("a good vote", () -> votes().contains(1));
        assertThat(said).startsWith("1,1 is enqueued in check as buildset ");
        assertThat(world.count("lint: lint")).isEqualTo(1);
        assertThat(world.count("test: test")).isEqualTo(2);
        assertThat(world.reviews.getLast().message()).contains("Carried over from an earlier run: lint");
    }

    @Test
    void refusesToRunAgainWhatItDoesNotKnowOrWhatStillRuns() {
        world.jobs(new FakeJob("test").run("test"));
        Script.Held held = world.script("test/test", new Script.Held());
        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));
        held.awaitBegun();
        String running =
                check().view().pipeline().queues().getFirst().items().getFirst().buildset();

        assertThatThrownBy(() -> check().rerun(new RerunRequest("f00", true)))
                .rootCause()
                .hasMessageContaining("not among the newest");
        assertThatThrownBy(() -> check().rerun(new RerunRequest(running, true)))
                .rootCause()
                .hasMessageContaining("still runs");

        held.release();
        awaitVotes(0, 1);
    }

    @Test
    void dequeuesALiveItemAndNamesWhatIsThereWhenAskedForAnother() {
        world.jobs(new FakeJob("test").run("test").cleanup("tidy"));
        Script.Held held = world.script("test/test", new Script.Held());
        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));
        held.awaitBegun();

        assertThatThrownBy(() -> check().dequeue(new DequeueRequest("2,1", "demo/app")))
                .rootCause()
                .hasMessageContaining("In line: 1,1 of demo/app");
        check().dequeue(new DequeueRequest("1,1", "demo/app"));

        held.awaitStopped();
        world.awaitLine("test: closed CANCELED");
        world.eventually(
                "an empty pipeline",
                () -> check().view().pipeline().queues().stream()
                        .allMatch(line -> line.items().isEmpty()));
        assertThat(world.log).contains("test: tidy");
    }

    @Test
    void losesNothingWhileTenantAndQueueContinueAsNewAgainAndAgain() {
        world.jobs(new FakeJob("test").doingNothing());
        Timeouts often = new Timeouts(20, 5, 3, 10, 50, 60);
        TenantWorkflow tenant = shells.startTenant(often);
        int changes = 25;

        IntStream.rangeClosed(1, changes).forEach(number -> {
            shells.signal(() -> tenant.event(Stories.event("patchset-created", number, 1)));
            world.eventually("routed " + number, () -> world.routed.size() >= number - 3);
        });

        world.eventually(
                "all votes", () -> votes().stream().filter(vote -> vote == 1).count() == changes);
        Map<Integer, Long> votesByChange = new java.util.TreeMap<>();
        world.reviews.stream()
                .filter(review -> review.labels().containsValue(1))
                .forEach(review -> votesByChange.merge(review.change().number(), 1L, Long::sum));
        assertThat(votesByChange)
                .hasSize(changes)
                .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
        assertThat(world.routed).hasSize(changes);
        assertThat(shells.runsOf(Ids.tenant("demo"))).isGreaterThan(2);
        assertThat(shells.runsOf(Ids.queue("demo", "check"))).isGreaterThan(2);
    }

    @Test
    void anOperatorEnqueuesAChange() {
        world.jobs(new FakeJob("test").run("test"));
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        world.eventually("a layout", () -> tenant.snapshot().snapshot().isPresent());

        assertThat(tenant.enqueue(new EnqueueRequest("check", "app", 7, 0, "", "", "")))
                .isEqualTo("7 of app is enqueued in check.");

        awaitVotes(0, 1);
        assertThat(world.reviews.getLast().change().number()).isEqualTo(7);
    }

    @Test
    void anOperatorIsToldWhyAChangeCannotBeEnqueued() {
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        world.eventually("a layout", () -> tenant.snapshot().snapshot().isPresent());

        assertThatThrownBy(() -> tenant.enqueue(new EnqueueRequest("chekc", "app", 7, 0, "", "", "")))
                .rootCause()
                .hasMessageContaining("has no pipeline 'chekc'. Did you mean 'check'?");
        assertThatThrownBy(() -> tenant.enqueue(new EnqueueRequest("check", "ap", 7, 0, "", "", "")))
                .rootCause()
                .hasMessageContaining("There is no project 'ap'.");
        assertThat(world.reviews).isEmpty();
    }

    @Test
    void anOperatorPromotesOnlyWhatIsThere() {
        world.jobs(new FakeJob("unit").run("wait"));
        Script.Held held = world.script("unit/wait", new Script.Held());
        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));
        held.awaitBegun();

        assertThatThrownBy(() -> check().promote(new PromoteRequest(List.of("9,1", "1,1"))))
                .rootCause()
                .hasMessageContaining("'9,1' is not in line in pipeline 'check'. In line: 1,1 of demo/app.");
        assertThat(check().promote(new PromoteRequest(List.of("1,1")))).isEqualTo("1,1 go to the head of check.");
        held.release();
        awaitVotes(0, 1);
    }

    @Test
    void anOperatorIsToldWhenTheNewLayoutIsInForce() {
        world.jobs(new FakeJob("test").run("test"));
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        tenant.event(Stories.event("patchset-created", 1, 1));
        awaitVotes(0, 1);
        world.layout = "layout-2";

        Reconfiguration done = tenant.tenantReconfigure();

        assertThat(done).isEqualTo(new Reconfiguration("layout-2", List.of("layout-1 → layout-2"), List.of()));
        world.eventually("layout-2 in the queue", () -> check().view().layout().equals("layout-2"));
        assertThat(tenant.tenantReconfigure().changes()).isEmpty();
    }

    @Test
    void keepsEventsInOrderWhileTheyArePaused() {
        world.jobs(new FakeJob("test").doingNothing());
        TenantWorkflow tenant = shells.startTenant(new Timeouts(20, 5, 3, 10, 50, 20));
        world.eventually("a layout", () -> tenant.snapshot().snapshot().isPresent());
        tenant.pauseEvents("an upgrade");
        int changes = 12;

        IntStream.rangeClosed(1, changes)
                .forEach(number -> shells.signal(() -> tenant.event(Stories.event("patchset-created", number, 1))));
        world.eventually("all kept", () -> tenant.snapshot().waiting() == changes);
        assertThat(tenant.snapshot().pause().orElseThrow().reason()).isEqualTo("an upgrade");
        assertThat(world.routed).isEmpty();
        assertThatThrownBy(() -> tenant.pauseEvents("again"))
                .rootCause()
                .hasMessageContaining(": an upgrade [PAUSE-001]");

        assertThat(tenant.resumeEvents()).endsWith("are routed again; 12 were kept.");

        world.eventually("all routed", () -> world.routed.size() == changes);
        assertThat(world.routed)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, changes)
                        .mapToObj(number -> "patchset-created/" + number + ",1 with layout-1")
                        .toList());
        assertThat(shells.runsOf(Ids.tenant("demo"))).isGreaterThan(1);
        assertThatThrownBy(tenant::resumeEvents).rootCause().hasMessageContaining("not paused. [PAUSE-002]");
    }

    private static AutoholdRequest autohold(String project, String filter, int count) {
        return new AutoholdRequest(project, "unit", filter, "why?", count, 60);
    }

    private static HoldRequest held(String build, String result) {
        EndedBuild ended = new EndedBuild("demo", build, Stories.APP.canonicalName(), "7,1", "unit", result);
        return new HoldRequest(ended, "host-1", List.of("node-of-" + build));
    }

    @Test
    void holdsAsManyFailedBuildsAsAnOperatorWants() {
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        world.eventually("a layout", () -> tenant.snapshot().snapshot().isPresent());

        assertThat(tenant.autohold(autohold("demo/app", ".*", 1)))
                .isEqualTo("Autohold 0000000000 waits for the next build of unit for demo/app to fail.");
        assertThatThrownBy(() -> tenant.hold(held("b0", "SUCCESS"))).rootCause().hasMessageContaining("AUTOHOLD-008");
        assertThat(tenant.hold(held("b1", "FAILURE"))).isEqualTo("0000000000");
        assertThat(tenant.hold(held("b1", "FAILURE"))).isEqualTo("0000000000");
        assertThatThrownBy(() -> tenant.hold(held("b2", "FAILURE")))
                .rootCause()
                .hasMessageContaining("No autohold wants build 'b2'.");

        Autohold used = tenant.autoholds().requests().getFirst();
        assertThat(used.held()).singleElement().satisfies(build -> {
            assertThat(build.nodes()).containsExactly("node-of-b1");
            assertThat(build.untilEpochMilli()).isBetween(1L, System.currentTimeMillis() + 60_000);
        });
        assertThat(tenant.autoholdDelete("0000000000")).startsWith("Autohold 0000000000 is deleted. The janitor");
        assertThat(tenant.autoholds().requests()).isEmpty();
    }

    @Test
    void refusesAnAutoholdThatCannotBeMeant() {
        TenantWorkflow tenant = shells.startTenant(Stories.QUICK);
        world.eventually("a layout", () -> tenant.snapshot().snapshot().isPresent());

        assertThatThrownBy(() -> tenant.autohold(autohold("demo/app", "refs/(", 1)))
                .rootCause()
                .hasMessageContaining("'refs/(' is no regular expression: ");
        assertThatThrownBy(() -> tenant.autohold(autohold("demo/app", ".*", 0)))
                .rootCause()
                .hasMessageContaining("The count is 0. Allowed: 1 to 20. [AUTOHOLD-002]");
        assertThatThrownBy(() -> tenant.autohold(autohold("demo/ap", ".*", 1)))
                .rootCause()
                .hasMessageContaining("There is no project 'demo/ap'. [AUTOHOLD-006]");
        assertThatThrownBy(() -> tenant.autoholdDelete("1"))
                .rootCause()
                .hasMessageContaining("There is no autohold '1'.");
    }

    @Test
    void remembersAutoholdsWhileItContinuesAsNew() {
        world.jobs(new FakeJob("test").doingNothing());
        TenantWorkflow tenant = shells.startTenant(new Timeouts(20, 5, 3, 10, 50, 20));
        world.eventually("a layout", () -> tenant.snapshot().snapshot().isPresent());
        tenant.autohold(autohold("demo/app", ".*", 2));
        tenant.hold(held("b1", "FAILURE"));

        IntStream.rangeClosed(1, 12)
                .forEach(number -> shells.signal(() -> tenant.event(Stories.event("patchset-created", number, 1))));
        world.eventually("another run", () -> shells.runsOf(Ids.tenant("demo")) > 1);

        world.eventually(
                "the held build", () -> tenant.autoholds().holding("b1").isPresent());
    }

    @Test
    void tellsTheHostHowABuildEnded() {
        world.jobs(new FakeJob("unit").run("wait"));
        world.script("unit/wait", Script.fails());

        shells.startTenant(Stories.QUICK).event(Stories.event("patchset-created", 1, 1));

        awaitVotes(0, -1);
        world.eventually("the nodes' end", () -> !world.ended.isEmpty());
        assertThat(world.ended)
                .singleElement()
                .satisfies(ended -> assertThat(ended)
                        .isEqualTo(new EndedBuild(
                                "demo", ended.build(), Stories.APP.canonicalName(), "1,1", "unit", "FAILURE")));
    }
}
