package dev.sluice.engine.event;

import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.GerritTrigger;
import dev.sluice.engine.config.GitTrigger;
import dev.sluice.engine.config.LabelVote;
import dev.sluice.engine.config.Regex;
import dev.sluice.engine.config.TimerTrigger;
import dev.sluice.engine.config.Trigger;
import dev.sluice.engine.config.ZuulTrigger;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Whether one trigger of a pipeline accepts an event (F90): the kinds of conditions are AND-ed, the entries of one
/// kind OR-ed, but for votes, of which all must be there.
final class TriggerMatch {
    private TriggerMatch() {}

    /// The first condition that does not hold; nothing when the trigger accepts.
    static Optional<String> mismatch(Trigger trigger, TriggerEvent event, Subject subject, long nowEpochSecond) {
        if (!trigger.connection().equals(event.connection())) {
            return Optional.of("a trigger is for connection '" + trigger.connection() + "'");
        }
        return switch (trigger) {
            case GerritTrigger gerrit -> gerrit(gerrit, event, subject, nowEpochSecond);
            case GitTrigger git -> git(git, event);
            // Timers and the engine's own events do not come from a connection.
            case TimerTrigger timer -> Optional.of("a trigger is a timer");
            case ZuulTrigger zuul -> zuul(zuul, event);
        };
    }

    /// The pipeline that a parent entered stands in the event's `ref`.
    private static Optional<String> zuul(ZuulTrigger trigger, TriggerEvent event) {
        if (!trigger.events().contains(event.type())) {
            return Optional.of("no trigger for " + event.type());
        }
        boolean pipeline = trigger.pipelines().isEmpty() || trigger.pipelines().contains(event.ref());
        return pipeline ? Optional.empty() : Optional.of("no trigger for pipeline '" + event.ref() + "'");
    }

    private static Optional<String> gerrit(
            GerritTrigger trigger, TriggerEvent event, Subject subject, long nowEpochSecond) {
        if (!any(trigger.events(), regex -> regex.matches(event.type()))) {
            return Optional.of("no trigger for " + event.type());
        }
        if (!listed(trigger.branches(), regex -> !event.branch().isEmpty() && regex.matches(event.branch()))) {
            return Optional.of("branch '" + event.branch() + "' does not match");
        }
        Optional<String> ref = ref(trigger.refs(), trigger.ignoreDeletes(), event);
        if (ref.isPresent()) {
            return ref;
        }
        if (!listed(trigger.comments(), regex -> regex.finds(event.comment()))) {
            return Optional.of("the comment does not match");
        }
        if (event.account().isPresent()) {
            Account account = event.account().get();
            if (!listed(trigger.emails(), regex -> regex.finds(account.email()))) {
                return Optional.of("e-mail '" + account.email() + "' does not match");
            }
            if (!listed(trigger.usernames(), regex -> regex.finds(account.username()))) {
                return Optional.of("user name '" + account.username() + "' does not match");
            }
        }
        Optional<String> votes = votes(trigger, event);
        if (votes.isPresent()) {
            return votes;
        }
        if (!listed(trigger.added(), regex -> any(event.hashtagsAdded(), regex::finds))
                || !listed(trigger.removed(), regex -> any(event.hashtagsRemoved(), regex::finds))) {
            return Optional.of("the hashtags do not match");
        }
        return ChangeConditions.refusal(trigger.require(), trigger.reject(), subject, nowEpochSecond);
    }

    private static Optional<String> votes(GerritTrigger trigger, TriggerEvent event) {
        for (LabelVote wanted : trigger.approvals()) {
            if (!any(event.approvals(), vote -> same(wanted, vote))) {
                return Optional.of("no vote " + wanted.label() + " " + wanted.value() + " in the event");
            }
        }
        for (LabelVote wanted : trigger.approvalChanges()) {
            boolean changed = any(
                    event.approvals(),
                    vote -> same(wanted, vote)
                            && vote.oldValue().isPresent()
                            && vote.oldValue().get() != vote.value());
            if (!changed) {
                return Optional.of("no change to " + wanted.label() + " " + wanted.value() + " in the event");
            }
        }
        return Optional.empty();
    }

    private static boolean same(LabelVote wanted, EventApproval vote) {
        return ChangeConditions.sameLabel(wanted.label(), vote.label()) && wanted.value() == vote.value();
    }

    private static Optional<String> git(GitTrigger trigger, TriggerEvent event) {
        return event.type().equals("ref-updated")
                ? ref(trigger.refs(), trigger.ignoreDeletes(), event)
                : Optional.of("no trigger for " + event.type());
    }

    private static Optional<String> ref(List<Regex> refs, boolean ignoreDeletes, TriggerEvent event) {
        if (!listed(refs, regex -> !event.ref().isEmpty() && regex.matches(event.ref()))) {
            return Optional.of("ref '" + event.ref() + "' does not match");
        }
        boolean deleted = !event.ref().isEmpty() && event.newRevision().isEmpty();
        return ignoreDeletes && deleted ? Optional.of("the ref was deleted") : Optional.empty();
    }

    /// An empty list is no condition.
    private static <T> boolean listed(List<T> entries, Predicate<T> test) {
        return entries.isEmpty() || any(entries, test);
    }

    private static <T> boolean any(List<T> entries, Predicate<T> test) {
        return entries.stream().anyMatch(test);
    }
}
