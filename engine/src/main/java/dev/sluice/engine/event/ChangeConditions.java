package dev.sluice.engine.event;

import dev.sluice.engine.change.Approval;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.ApprovalRequirement;
import dev.sluice.engine.config.GerritRequirement;
import dev.sluice.engine.config.LabelValues;
import dev.sluice.engine.config.Regex;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// `require` and `reject` of pipelines and triggers (F15, F92 to F94).
final class ChangeConditions {
    private ChangeConditions() {}

    /// The first condition that keeps the subject out.
    static Optional<String> refusal(
            List<GerritRequirement> require, List<GerritRequirement> reject, Subject subject, long nowEpochSecond) {
        String connection = subject.project().connection();
        for (GerritRequirement condition : require) {
            if (condition.connection().equals(connection)) {
                Optional<String> unmet = unmet(condition, subject, nowEpochSecond);
                if (unmet.isPresent()) {
                    return unmet;
                }
            }
        }
        for (GerritRequirement condition : reject) {
            if (condition.connection().equals(connection)) {
                Optional<String> met = rejected(condition, subject, nowEpochSecond);
                if (met.isPresent()) {
                    return met;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unmet(GerritRequirement require, Subject subject, long now) {
        if (!(subject instanceof Change change)) {
            return aboutChanges(require) || !require.approvals().isEmpty() ? notAChange(subject) : Optional.empty();
        }
        if (differs(require.open(), change.status() == ChangeStatus.NEW)) {
            return Optional.of("the change must " + (require.open().get() ? "be open" : "not be open"));
        }
        if (differs(require.currentPatchset(), change.current())) {
            return Optional.of(
                    "it must " + (require.currentPatchset().get() ? "be" : "not be") + " the current patch set");
        }
        if (differs(require.wip(), change.workInProgress())) {
            return Optional.of("it must " + (require.wip().get() ? "be" : "not be") + " work in progress");
        }
        if (!require.statuses().isEmpty()
                && !require.statuses().contains(change.status().name())) {
            return Optional.of("its status must be one of " + require.statuses() + ", it is " + change.status());
        }
        for (Regex hashtag : require.hashtags()) {
            if (change.hashtags().stream().noneMatch(hashtag::finds)) {
                return Optional.of("it must have a hashtag like '" + hashtag.pattern() + "'");
            }
        }
        for (ApprovalRequirement wanted : require.approvals()) {
            if (change.approvals().stream().noneMatch(vote -> satisfies(vote, wanted, now))) {
                return Optional.of("a required vote is missing: " + text(wanted));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> rejected(GerritRequirement reject, Subject subject, long now) {
        if (!(subject instanceof Change change)) {
            return aboutChanges(reject) ? notAChange(subject) : Optional.empty();
        }
        boolean state = holds(reject.open(), change.status() == ChangeStatus.NEW)
                || holds(reject.currentPatchset(), change.current())
                || holds(reject.wip(), change.workInProgress())
                || reject.statuses().contains(change.status().name());
        if (state) {
            return Optional.of("the pipeline rejects changes in this state");
        }
        if (reject.hashtags().stream()
                .anyMatch(regex -> change.hashtags().stream().anyMatch(regex::finds))) {
            return Optional.of("the pipeline rejects one of its hashtags");
        }
        Predicate<ApprovalRequirement> voted =
                wanted -> change.approvals().stream().anyMatch(vote -> satisfies(vote, wanted, now));
        return reject.approvals().stream()
                .filter(voted)
                .findFirst()
                .map(wanted -> "the pipeline rejects a vote: " + text(wanted));
    }

    /// These conditions fail for a ref, whether required or rejected (F93).
    private static boolean aboutChanges(GerritRequirement condition) {
        return condition.open().isPresent()
                || condition.currentPatchset().isPresent()
                || condition.wip().isPresent()
                || !condition.statuses().isEmpty()
                || !condition.hashtags().isEmpty();
    }

    private static Optional<String> notAChange(Subject subject) {
        return Optional.of("'" + subject.id() + "' is not a change");
    }

    private static boolean differs(Optional<Boolean> wanted, boolean found) {
        return wanted.isPresent() && wanted.get() != found;
    }

    private static boolean holds(Optional<Boolean> wanted, boolean found) {
        return wanted.isPresent() && wanted.get() == found;
    }

    /// All keys of an entry must hold for one vote (F94).
    private static boolean satisfies(Approval vote, ApprovalRequirement wanted, long now) {
        long age = now - vote.grantedAtEpochSecond();
        return wanted.username().map(regex -> regex.finds(vote.username())).orElse(true)
                && wanted.email().map(regex -> regex.finds(vote.email())).orElse(true)
                && wanted.olderThanSeconds().map(seconds -> age > seconds).orElse(true)
                && wanted.newerThanSeconds().map(seconds -> age < seconds).orElse(true)
                && wanted.labels().stream()
                        .allMatch(label -> sameLabel(label.label(), vote.label())
                                && label.values().contains(vote.value()));
    }

    /// Labels are compared without case, and a blank is as good as a hyphen.
    static boolean sameLabel(String one, String other) {
        return normal(one).equals(normal(other));
    }

    private static String normal(String label) {
        return label.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String text(ApprovalRequirement wanted) {
        StringBuilder text = new StringBuilder();
        for (LabelValues label : wanted.labels()) {
            text.append(label.label()).append(' ').append(label.values()).append(' ');
        }
        wanted.username()
                .ifPresent(regex -> text.append("by '").append(regex.pattern()).append("' "));
        wanted.email()
                .ifPresent(
                        regex -> text.append("from '").append(regex.pattern()).append("' "));
        wanted.olderThanSeconds()
                .ifPresent(age -> text.append("older than ").append(age).append(" s "));
        wanted.newerThanSeconds()
                .ifPresent(age -> text.append("newer than ").append(age).append(" s "));
        return text.toString().strip();
    }
}
