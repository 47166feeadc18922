package dev.sluice.engine.conform.world;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.conform.Step;
import dev.sluice.engine.report.Review;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes, votes and branches of a case.
public final class FakeGerrit {
    private final Map<String, FakeChange> changes = new LinkedHashMap<>();
    private Trees tips;

    public FakeGerrit(Trees tips) {
        this.tips = tips;
    }

    public Trees tips() {
        return tips;
    }

    void push(String project, String branch, Map<String, Optional<String>> edits) {
        tips = tips.edited(project, branch, edits);
    }

    void create(Step.CreateChange step, Project project) {
        Optional<FakeChange.Parent> parent =
                step.parent().map(this::change).map(above -> new FakeChange.Parent(above, above.patchset()));
        FakeChange created = new FakeChange(
                step.id(), changes.size() + 1, project, step.branch(), parent, step.wip(), step.failSubmit());
        Map<String, String> base = parent.map(stack -> result(stack.change(), stack.patchset()))
                .orElseGet(() -> tips.branch(project.name(), step.branch()));
        created.patchsets.add(new FakeChange.PatchSet(step.files(), base));
        created.dependsOn = step.dependsOn().stream().map(this::change).toList();
        created.message = step.message();
        changes.put(step.id(), created);
    }

    /// A new branch with the files of another.
    void create(String project, String branch, String from) {
        tips = tips.with(project, branch, tips.branch(project, from));
    }

    private static Map<String, String> result(FakeChange change, int patchset) {
        FakeChange.PatchSet made = change.patchsets.get(patchset - 1);
        return Trees.edited(made.base(), made.files());
    }

    void addPatchset(Step.NewPatchset step) {
        FakeChange change = change(step.change());
        FakeChange.PatchSet old = change.current();
        change.patchsets.add(new FakeChange.PatchSet(step.files().orElse(old.files()), old.base()));
        step.dependsOn()
                .ifPresent(
                        ids -> change.dependsOn = ids.stream().map(this::change).toList());
        step.message().ifPresent(text -> change.message = text);
        change.votes.clear();
    }

    FakeChange change(String id) {
        FakeChange found = changes.get(id);
        if (found == null) {
            throw new IllegalArgumentException("there is no change '" + id + "'; there are " + changes.keySet());
        }
        return found;
    }

    FakeChange numbered(int number) {
        return changes.values().stream()
                .filter(change -> change.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no change number " + number));
    }

    public Change at(ChangeKey key) {
        return numbered(key.number()).at(key.patchset());
    }

    /// Whether Gerrit merged the change.
    public boolean isMerged(Change change) {
        return numbered(change.number()).merged();
    }

    /// Changes whose Depends-On names this one.
    List<Change> naming(Change change) {
        return changes.values().stream()
                .filter(other -> other.dependsOn.stream().anyMatch(target -> target.number == change.number()))
                .map(other -> other.at(other.patchset()))
                .toList();
    }

    /// Unmerged changes that this one needs or that need it, at any distance.
    List<Change> neighbours(Change change) {
        Map<ChangeKey, Change> found = new LinkedHashMap<>();
        Deque<Change> open = new ArrayDeque<>(List.of(change));
        while (!open.isEmpty()) {
            Change next = open.poll();
            if (found.putIfAbsent(next.key(), next) == null) {
                next.needs().stream().map(this::at).forEach(open::add);
                needing(next).forEach(open::add);
            }
        }
        found.remove(change.key());
        return List.copyOf(found.values());
    }

    public List<Change> open(Project project) {
        return changes.values().stream()
                .filter(change -> change.status == ChangeStatus.NEW && change.project.equals(project))
                .map(change -> change.at(change.patchset()))
                .toList();
    }

    /// Open changes whose current patch set needs this one (F29).
    public List<Change> needing(Change change) {
        return changes.values().stream()
                .filter(other -> other.status == ChangeStatus.NEW)
                .map(other -> other.at(other.patchset()))
                .filter(other -> other.needs().contains(change.key()))
                .toList();
    }

    /// All branches with these subjects merged in; the paths that conflict, when they cannot be.
    Merge merge(List<Subject> subjects) {
        Trees trees = tips;
        for (Subject subject : subjects) {
            switch (subject) {
                case GitRef ref -> {}
                case Change change -> {
                    FakeChange.PatchSet made =
                            numbered(change.number()).patchsets.get(change.patchset() - 1);
                    List<String> conflicts =
                            trees.conflicts(change.project().name(), change.branch(), made.base(), made.files());
                    if (!conflicts.isEmpty()) {
                        return new Merge(trees, conflicts);
                    }
                    trees = trees.edited(change.project().name(), change.branch(), made.files());
                }
            }
        }
        return new Merge(trees, List.of());
    }

    record Merge(Trees trees, List<String> conflicts) {}

    void land(FakeChange change) {
        change.status = ChangeStatus.MERGED;
        tips = tips.edited(
                change.project.name(), change.branch, change.current().files());
    }

    /// Takes a review; false when it was to submit and Gerrit would not.
    public boolean take(Review review, long atEpochSecond) {
        FakeChange change = numbered(review.change().number());
        if (review.speaks() || !review.submit()) {
            change.reviews++;
        }
        if (!review.message().isEmpty()) {
            change.messages.add(review.message());
        }
        if (review.change().patchset() == change.patchset()) {
            review.labels().forEach((label, value) -> change.vote(label, value, "zuul", atEpochSecond));
        }
        if (!review.submit()) {
            return true;
        }
        if (change.merged()) {
            return true;
        }
        boolean lands = change.submittable() && !change.submitFails;
        if (lands) {
            land(change);
        }
        return lands;
    }

    /// How the case calls a subject.
    public String name(Subject subject) {
        return switch (subject) {
            case Change change -> nameOf(change.number());
            case GitRef ref -> ref.ref();
        };
    }

    public String nameOf(int number) {
        return numbered(number).id;
    }
}
