package dev.sluice.engine.conform.world;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.conform.ConformanceCase;
import dev.sluice.engine.conform.Step;
import dev.sluice.engine.event.Account;
import dev.sluice.engine.event.EventApproval;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.queue.QueueEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The steps of a case (case-format 4), without `check`.
final class Steps {
    private static final String REVIEWER = "reviewer";

    private final Stage world;
    private int events;

    Steps(Stage world) {
        this.world = world;
    }

    void play(Step step) {
        switch (step) {
            case Step.CreateChange create ->
                world.gerrit().create(create, world.tenant().project(create.project()));
            case Step.Event event -> event(event);
            case Step.Vote vote ->
                world.gerrit().change(vote.change()).vote(vote.label(), vote.value(), vote.by(), seconds());
            case Step.Approve(List<String> changes) -> changes.forEach(this::approve);
            case Step.NewPatchset patchset -> {
                world.gerrit().addPatchset(patchset);
                send(world.gerrit().change(patchset.change()), "patchset-created", "owner", "", List.of());
            }
            case Step.Abandon(String change) -> status(change, ChangeStatus.ABANDONED, "change-abandoned");
            case Step.Restore(String change) -> status(change, ChangeStatus.NEW, "change-restored");
            case Step.Merge(String change) -> merge(change);
            case Step.Hold(boolean on) -> world.executor().hold(on);
            case Step.Release release ->
                world.take(world.executor().letGo(release.job(), release.change(), release.count()));
            case Step.AddOutcome(ConformanceCase.Outcome outcome) ->
                world.executor().addOutcome(outcome);
            case Step.Reconfigure push -> {
                world.gerrit().push(push.project(), push.branch(), push.files());
                world.reload();
            }
            case Step.CreateBranch branch -> branch(branch);
            case Step.Admin admin -> admin(admin);
            case Step.Advance(long seconds) -> world.advance(seconds * 1000);
            case Step.Check check -> throw new IllegalStateException("a check is not a step of the world: " + check);
        }
        world.settle();
    }

    private void event(Step.Event step) {
        if (step.type().equals("ref-updated")) {
            refUpdated(step.project(), step.ref());
            return;
        }
        FakeChange change = world.gerrit().change(step.change());
        List<EventApproval> votes = new ArrayList<>();
        step.approvals().forEach((label, value) -> {
            change.vote(label, value, step.by(), seconds());
            votes.add(new EventApproval(label, value, Optional.empty()));
        });
        send(change, step.type(), step.by(), step.comment(), votes);
    }

    private void send(FakeChange change, String type, String by, String comment, List<EventApproval> votes) {
        if (type.equals("change-merged")
                && world.tenant().updatesConfiguration(List.of(change.at(change.patchset())))) {
            world.reload();
            world.settle();
        }
        TriggerEvent event = new TriggerEvent(
                "event-" + events++,
                change.project.connection(),
                type,
                seconds(),
                change.project,
                change.branch,
                Optional.of(change.key(change.patchset())),
                "",
                "",
                "",
                Optional.of(new Account(by, by, by + "@example.com")),
                comment,
                votes,
                List.of(),
                List.of());
        world.event(event, change.at(change.patchset()));
    }

    private void refUpdated(String project, String ref) {
        GitRef pushed = world.pushed(project, ref);
        TriggerEvent event = new TriggerEvent(
                "event-" + events++,
                pushed.project().connection(),
                "ref-updated",
                seconds(),
                pushed.project(),
                pushed.branch(),
                Optional.empty(),
                ref,
                pushed.oldRevision(),
                pushed.newRevision(),
                Optional.empty(),
                "",
                List.of(),
                List.of(),
                List.of());
        world.event(event, pushed);
    }

    private void approve(String id) {
        FakeChange change = world.gerrit().change(id);
        change.vote("Code-Review", 2, REVIEWER, seconds());
        change.vote("Approved", 1, REVIEWER, seconds());
        send(change, "comment-added", REVIEWER, "", List.of(new EventApproval("Approved", 1, Optional.empty())));
    }

    private void status(String id, ChangeStatus status, String type) {
        FakeChange change = world.gerrit().change(id);
        change.status = status;
        send(change, type, "owner", "", List.of());
    }

    private void merge(String id) {
        FakeChange change = world.gerrit().change(id);
        world.gerrit().land(change);
        send(change, "change-merged", "owner", "", List.of());
    }

    private void branch(Step.CreateBranch step) {
        world.gerrit().create(step.project(), step.name(), step.from());
        world.gerrit().push(step.project(), step.name(), step.files());
        world.reload();
        world.settle();
        refUpdated(step.project(), "refs/heads/" + step.name());
    }

    private void admin(Step.Admin step) {
        switch (step.command()) {
            case "enqueue" -> world.enqueue(step.pipeline(), subject(step), true);
            case "dequeue" ->
                world.tell(
                        step.pipeline(),
                        new QueueEvent.Dequeue(
                                step.ref().isEmpty() ? change(step.change()).id() : step.ref(),
                                step.project().isEmpty()
                                        ? change(step.change()).project().name()
                                        : step.project(),
                                world.now()));
            case "promote" ->
                world.tell(
                        step.pipeline(),
                        new QueueEvent.Promote(
                                step.changes().stream()
                                        .map(id -> change(id).id())
                                        .toList(),
                                world.now()));
            default -> throw new IllegalStateException("no command of a case: '" + step.command() + "'");
        }
    }

    private Subject subject(Step.Admin step) {
        return step.ref().isEmpty() ? change(step.change()) : world.pushed(step.project(), step.ref());
    }

    private Change change(String id) {
        FakeChange change = world.gerrit().change(id);
        return change.at(change.patchset());
    }

    private long seconds() {
        return world.now() / 1000;
    }
}
