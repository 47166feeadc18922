package dev.sluice.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.ApprovalRequirement;
import dev.sluice.engine.config.GerritRequirement;
import dev.sluice.engine.config.GitTrigger;
import dev.sluice.engine.config.LabelValues;
import dev.sluice.engine.config.Regex;
import dev.sluice.engine.config.Trigger;
import dev.sluice.engine.event.Events.ChangeBuilder;
import dev.sluice.engine.event.Events.TriggerBuilder;
import dev.sluice.engine.event.Routing.Decision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventRouterTest {
    private static final Decision ENQUEUE = new Decision.Enqueue();
    private static final long NOW = 10_000;
    private static final Subject CHANGE = new ChangeBuilder().build();

    @Test
    void takesAnEventThatAnyTriggerAccepts() {
        List<Routing> routings = EventRouter.route(
                List.of(
                        Events.pipeline("check", Events.on("patchset-created"), Events.on("comment-added")),
                        Events.pipeline("gate", Events.on("change-merged")),
                        Events.pipeline("idle")),
                Events.event("comment-added").build(),
                CHANGE,
                NOW);
        assertThat(routings)
                .containsExactly(
                        new Routing("check", ENQUEUE),
                        new Routing("gate", new Decision.Ignored("no trigger for comment-added")),
                        new Routing("idle", new Decision.Ignored("the pipeline has no triggers")));
    }

    @Test
    void pushesOldPatchSetsOutBeforeItTakesTheNewOne() {
        assertThat(EventRouter.route(
                        List.of(Events.pipeline("check", Events.on("patchset-created"))),
                        Events.event("patchset-created").build(),
                        CHANGE,
                        NOW))
                .extracting(Routing::decision)
                .containsExactly(new Decision.NewPatchset(), ENQUEUE);
        assertThat(EventRouter.route(
                        List.of(Events.pipeline("check", Events.on("comment-added"))),
                        Events.event("change-abandoned").build(),
                        CHANGE,
                        NOW))
                .extracting(Routing::decision)
                .containsExactly(new Decision.Abandoned(), new Decision.Ignored("no trigger for change-abandoned"));
    }

    @Test
    void matchesWhereTheBranchBeginsLikeTheExpression() {
        TriggerBuilder stable = new TriggerBuilder("comment-added").branches("stable");
        assertThat(decision(stable, Events.event("comment-added").onBranch("stable/1")))
                .isEqualTo(ENQUEUE);
        assertThat(decision(stable, Events.event("comment-added").onBranch("old-stable")))
                .isEqualTo(ignored("branch 'old-stable' does not match"));
    }

    @Test
    void searchesTheCommentAndTheAccount() {
        TriggerBuilder recheck =
                new TriggerBuilder("comment-added").comments("(?i)recheck").usernames("^rev");
        assertThat(decision(
                        recheck, Events.event("comment-added").saying("Patch Set 1:\n\nRecheck please", "reviewer")))
                .isEqualTo(ENQUEUE);
        assertThat(decision(recheck, Events.event("comment-added").saying("nothing", "reviewer")))
                .isEqualTo(ignored("the comment does not match"));
        assertThat(decision(recheck, Events.event("comment-added").saying("recheck", "zuul")))
                .isEqualTo(ignored("user name 'zuul' does not match"));
        assertThat(decision(recheck, Events.event("comment-added").saying("recheck")))
                .as("without an account it is not tested")
                .isEqualTo(ENQUEUE);
    }

    @Test
    void needsAllVotesOfATriggerInTheEventItself() {
        TriggerBuilder approved = new TriggerBuilder("comment-added").approval("Approved", 1);
        assertThat(decision(approved, Events.event("comment-added").voting("approved", 1, 0)))
                .isEqualTo(ENQUEUE);
        assertThat(decision(approved, Events.event("comment-added").voting("Approved", 0, 1)))
                .isEqualTo(ignored("no vote Approved 1 in the event"));
        TriggerBuilder changed = new TriggerBuilder("comment-added").approvalChange("Approved", 1);
        assertThat(decision(changed, Events.event("comment-added").voting("Approved", 1, 0)))
                .isEqualTo(ENQUEUE);
        assertThat(decision(changed, Events.event("comment-added").voting("Approved", 1, 1)))
                .isEqualTo(ignored("no change to Approved 1 in the event"));
    }

    @Test
    void dropsDeletedRefsUnlessTold() {
        TriggerBuilder tags = new TriggerBuilder("ref-updated").refs("refs/tags/.*");
        GitRef tag = new GitRef(CHANGE.project(), "refs/tags/1.0", "", "new", "");
        assertThat(decision(tags.build(), Events.event("ref-updated").ofRef("refs/tags/1.0", "new"), tag))
                .isEqualTo(ENQUEUE);
        assertThat(decision(tags.build(), Events.event("ref-updated").ofRef("refs/tags/1.0", ""), tag))
                .isEqualTo(ignored("the ref was deleted"));
        assertThat(decision(
                        tags.keepingDeletes().build(),
                        Events.event("ref-updated").ofRef("refs/tags/1.0", ""),
                        tag))
                .isEqualTo(ENQUEUE);
        assertThat(decision(tags.build(), Events.event("ref-updated").ofRef("refs/heads/x", "new"), tag))
                .isEqualTo(ignored("ref 'refs/heads/x' does not match"));
        assertThat(decision(
                        new GitTrigger("gerrit", List.of(Regex.of("refs/tags/")), true),
                        Events.event("ref-updated").ofRef("refs/tags/1.0", "new"),
                        tag))
                .isEqualTo(ENQUEUE);
    }

    @Test
    void looksOnlyAtItsOwnConnection() {
        TriggerBuilder elsewhere = new TriggerBuilder("comment-added").connection("github");
        assertThat(decision(elsewhere, Events.event("comment-added")))
                .isEqualTo(ignored("a trigger is for connection 'github'"));
    }

    @Test
    void matchesHashtags() {
        TriggerBuilder tagged = new TriggerBuilder("hashtags-changed").added("^go$");
        assertThat(decision(tagged, Events.event("hashtags-changed").tagged("go")))
                .isEqualTo(ENQUEUE);
        assertThat(decision(tagged, Events.event("hashtags-changed").tagged("going")))
                .isEqualTo(ignored("the hashtags do not match"));
    }

    @Test
    void requiresTheStateOfTheChange() {
        GerritRequirement open = new Events.Conditions().open(true).build();
        assertThat(required(open, new ChangeBuilder())).isEmpty();
        assertThat(required(open, new ChangeBuilder().status(ChangeStatus.MERGED)))
                .contains("the change must be open");
        GerritRequirement status = new Events.Conditions().statuses("NEW").build();
        assertThat(required(status, new ChangeBuilder().status(ChangeStatus.ABANDONED)))
                .contains("its status must be one of [NEW], it is ABANDONED");
        GerritRequirement ready = new Events.Conditions().wip(false).build();
        assertThat(required(ready, new ChangeBuilder().wip())).contains("it must not be work in progress");
        GerritRequirement current =
                new Events.Conditions().currentPatchset(true).build();
        assertThat(required(current, new ChangeBuilder().outdated())).contains("it must be the current patch set");
    }

    @Test
    void needsOneVoteForEachEntryThatSatisfiesAllItsKeys() {
        GerritRequirement verified =
                new Events.Conditions().approval("jenkins", "Verified", 1, 2).build();
        assertThat(required(verified, new ChangeBuilder().vote("Verified", 1, "reviewer", 0)))
                .contains("a required vote is missing: Verified [1, 2] by 'jenkins'");
        assertThat(required(verified, new ChangeBuilder().vote("Verified", -1, "jenkins", 0)))
                .isPresent();
        assertThat(required(verified, new ChangeBuilder().vote("Verified", 2, "jenkins", 0)))
                .isEmpty();
    }

    @Test
    void measuresTheAgeOfVotes() {
        ApprovalRequirement fresh = new ApprovalRequirement(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(60L),
                List.of(new LabelValues("Code-Review", List.of(2))));
        GerritRequirement recent = new Events.Conditions().approval(fresh).build();
        assertThat(required(recent, new ChangeBuilder().vote("Code-Review", 2, "r", NOW - 59)))
                .isEmpty();
        assertThat(required(recent, new ChangeBuilder().vote("Code-Review", 2, "r", NOW - 60)))
                .isPresent();
        ApprovalRequirement old = new ApprovalRequirement(
                Optional.empty(), Optional.empty(), Optional.of(60L), Optional.empty(), fresh.labels());
        GerritRequirement settled = new Events.Conditions().approval(old).build();
        assertThat(required(settled, new ChangeBuilder().vote("Code-Review", 2, "r", NOW - 61)))
                .isEmpty();
        assertThat(required(settled, new ChangeBuilder().vote("Code-Review", 2, "r", NOW - 60)))
                .isPresent();
    }

    @Test
    void rejectsAnyVoteThatSatisfiesAllKeysOfAnEntry() {
        GerritRequirement veto =
                new Events.Conditions().approval("", "Code-Review", -2).build();
        assertThat(rejected(veto, new ChangeBuilder().vote("Code-Review", -1, "r", 0)))
                .isEmpty();
        assertThat(rejected(veto, new ChangeBuilder().vote("Code-Review", -2, "r", 0)))
                .contains("the pipeline rejects a vote: Code-Review [-2]");
    }

    @Test
    void keepsRefsOutWhereTheStateOfAChangeIsAskedFor() {
        GitRef ref = new GitRef(CHANGE.project(), "refs/heads/master", "a", "b", "");
        GerritRequirement open = new Events.Conditions().open(true).build();
        assertThat(EventRouter.refusal(Events.requiring(open), ref, NOW))
                .contains("'refs/heads/master' is not a change");
        assertThat(EventRouter.refusal(Events.rejecting(open), ref, NOW))
                .contains("'refs/heads/master' is not a change");
        assertThat(EventRouter.refusal(Events.pipeline("post"), ref, NOW)).isEmpty();
    }

    @Test
    void doesNotTestChangesOfOtherConnections() {
        GerritRequirement elsewhere =
                new Events.Conditions().connection("github").open(false).build();
        assertThat(required(elsewhere, new ChangeBuilder())).isEmpty();
    }

    @Test
    void keepsChangesOfUnknownConnectionsOutWhenTold() {
        assertThat(EventRouter.refusal(Events.closedPipeline("github"), CHANGE, NOW))
                .contains("the pipeline does not take changes of connection 'gerrit'");
        assertThat(EventRouter.refusal(Events.closedPipeline("gerrit"), CHANGE, NOW))
                .isEmpty();
    }

    private static Decision ignored(String reason) {
        return new Decision.Ignored(reason);
    }

    private static Optional<String> required(GerritRequirement condition, ChangeBuilder change) {
        return EventRouter.refusal(Events.requiring(condition), change.build(), NOW);
    }

    private static Optional<String> rejected(GerritRequirement condition, ChangeBuilder change) {
        return EventRouter.refusal(Events.rejecting(condition), change.build(), NOW);
    }

    private static Decision decision(TriggerBuilder trigger, Events.EventBuilder event) {
        return decision(trigger.build(), event, CHANGE);
    }

    private static Decision decision(Trigger trigger, Events.EventBuilder event, Subject subject) {
        return EventRouter.route(List.of(Events.pipeline("check", trigger)), event.build(), subject, NOW)
                .getLast()
                .decision();
    }
}
