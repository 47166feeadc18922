package dev.sluice.engine.conform.world;

import dev.sluice.engine.change.Approval;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.MergeBlocker;
import dev.sluice.engine.change.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A change as the fake Gerrit keeps it.
final class FakeChange {
    /// @param base the files that the patch set was made on
    record PatchSet(Map<String, Optional<String>> files, Map<String, String> base) {}

    /// A git parent at the patch set it was stacked on.
    record Parent(FakeChange change, int patchset) {}

    final String id;
    final int number;
    final Project project;
    final String branch;
    final Optional<Parent> parent;
    final boolean workInProgress;
    final boolean submitFails;
    final List<PatchSet> patchsets = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    final Map<String, Approval> votes = new LinkedHashMap<>();
    List<FakeChange> dependsOn = List.of();
    String message = "";
    ChangeStatus status = ChangeStatus.NEW;
    int reviews;

    FakeChange(
            String id,
            int number,
            Project project,
            String branch,
            Optional<Parent> parent,
            boolean workInProgress,
            boolean submitFails) {
        this.id = id;
        this.number = number;
        this.project = project;
        this.branch = branch;
        this.parent = parent;
        this.workInProgress = workInProgress;
        this.submitFails = submitFails;
    }

    int patchset() {
        return patchsets.size();
    }

    PatchSet current() {
        return patchsets.getLast();
    }

    boolean merged() {
        return status == ChangeStatus.MERGED;
    }

    void vote(String label, int value, String username, long atEpochSecond) {
        votes.put(
                label + "/" + username, new Approval(label, value, username, username + "@example.com", atEpochSecond));
    }

    /// Whether Gerrit would merge it (case-format 2).
    boolean submittable() {
        boolean reviewed = has("Code-Review", 2) && !has("Code-Review", -2);
        return status == ChangeStatus.NEW && !workInProgress && reviewed && has("Approved", 1);
    }

    /// What keeps it from merging (F53); unlike Gerrit's own answer, with the label that the pipelines give.
    private List<MergeBlocker> blockers() {
        List<MergeBlocker> blockers = new ArrayList<>();
        if (!submittable()) {
            blockers.add(new MergeBlocker("approvals", List.of()));
        }
        if (!has("Verified", 2) || has("Verified", -2)) {
            blockers.add(new MergeBlocker("Verified", List.of("Verified")));
        }
        return blockers;
    }

    private boolean has(String label, int value) {
        return votes.values().stream().anyMatch(vote -> vote.label().equals(label) && vote.value() == value);
    }

    /// Unmerged changes that this one needs: the git parent, then Depends-On (F25, F28).
    List<ChangeKey> needs() {
        List<ChangeKey> needs = new ArrayList<>();
        parent.filter(stack -> !stack.change().merged())
                .ifPresent(stack -> needs.add(stack.change().key(stack.patchset())));
        for (FakeChange target : dependsOn) {
            if (!target.merged() && !needs.contains(target.key(target.patchset()))) {
                needs.add(target.key(target.patchset()));
            }
        }
        return needs;
    }

    ChangeKey key(int patchset) {
        return new ChangeKey(project.connection(), number, patchset);
    }

    Change at(int patchset) {
        String revision = "%020d%020d".formatted(number, patchset);
        return new Change(
                project,
                branch,
                number,
                patchset,
                "refs/changes/%02d/%d/%d".formatted(number % 100, number, patchset),
                revision,
                parent.map(stack -> List.of("%020d%020d".formatted(stack.change().number, stack.patchset())))
                        .orElse(List.of()),
                "https://" + project.hostname() + "/" + number,
                fullMessage(),
                "owner",
                "",
                status,
                workInProgress,
                patchset == patchset(),
                blockers(),
                List.copyOf(patchsets.get(patchset - 1).files().keySet()),
                List.of(),
                List.copyOf(votes.values()),
                needs());
    }

    private String fullMessage() {
        StringBuilder text = new StringBuilder(id).append("\n\n");
        if (!message.isEmpty()) {
            text.append(message).append("\n\n");
        }
        dependsOn.forEach(target -> text.append("Depends-On: https://")
                .append(target.project.hostname())
                .append('/')
                .append(target.number)
                .append('\n'));
        return text.append("Change-Id: I")
                .append("%040d".formatted(number))
                .append('\n')
                .toString();
    }
}
