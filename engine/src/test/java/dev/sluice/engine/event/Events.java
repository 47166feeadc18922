package dev.sluice.engine.event;

import dev.sluice.engine.change.Approval;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.config.ApprovalRequirement;
import dev.sluice.engine.config.GerritRequirement;
import dev.sluice.engine.config.GerritTrigger;
import dev.sluice.engine.config.LabelValues;
import dev.sluice.engine.config.LabelVote;
import dev.sluice.engine.config.Manager;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.Regex;
import dev.sluice.engine.config.Trigger;
import dev.sluice.engine.config.Window;
import dev.sluice.engine.story.StoryChanges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Events, triggers and pipelines for tests.
final class Events {
    private Events() {}

    static Pipeline pipeline(String name, Trigger... triggers) {
        return pipeline(name, true, List.of(triggers), List.of(), List.of());
    }

    static Pipeline requiring(GerritRequirement require) {
        return pipeline("check", true, List.of(), List.of(require), List.of());
    }

    static Pipeline rejecting(GerritRequirement reject) {
        return pipeline("check", true, List.of(), List.of(), List.of(reject));
    }

    /// A pipeline that takes changes of this connection only.
    static Pipeline closedPipeline(String connection) {
        Trigger trigger =
                new TriggerBuilder("comment-added").connection(connection).build();
        return pipeline("check", false, List.of(trigger), List.of(), List.of());
    }

    private static Pipeline pipeline(
            String name,
            boolean allowOthers,
            List<Trigger> triggers,
            List<GerritRequirement> require,
            List<GerritRequirement> reject) {
        return new Pipeline(
                name,
                Manager.INDEPENDENT,
                "",
                false,
                "normal",
                allowOthers,
                List.of(),
                false,
                true,
                triggers,
                require,
                reject,
                new LinkedHashMap<>(),
                Map.of(),
                "",
                OptionalInt.empty(),
                new Window(20, 3, OptionalInt.empty(), false, 1, true, 2),
                Optional.empty());
    }

    static Trigger on(String type) {
        return new TriggerBuilder(type).build();
    }

    static EventBuilder event(String type) {
        return new EventBuilder(type);
    }

    static final class TriggerBuilder {
        private final List<Regex> events;
        private String connection = "gerrit";
        private List<Regex> branches = List.of();
        private List<Regex> refs = List.of();
        private boolean ignoreDeletes = true;
        private List<Regex> comments = List.of();
        private List<Regex> usernames = List.of();
        private List<LabelVote> approvals = List.of();
        private List<LabelVote> approvalChanges = List.of();
        private List<Regex> added = List.of();

        TriggerBuilder(String type) {
            events = List.of(Regex.of(type));
        }

        TriggerBuilder connection(String name) {
            connection = name;
            return this;
        }

        TriggerBuilder branches(String... patterns) {
            branches = regexes(patterns);
            return this;
        }

        TriggerBuilder refs(String... patterns) {
            refs = regexes(patterns);
            return this;
        }

        TriggerBuilder keepingDeletes() {
            ignoreDeletes = false;
            return this;
        }

        TriggerBuilder comments(String... patterns) {
            comments = regexes(patterns);
            return this;
        }

        TriggerBuilder usernames(String... patterns) {
            usernames = regexes(patterns);
            return this;
        }

        TriggerBuilder added(String... patterns) {
            added = regexes(patterns);
            return this;
        }

        TriggerBuilder approval(String label, int value) {
            approvals = List.of(new LabelVote(label, value));
            return this;
        }

        TriggerBuilder approvalChange(String label, int value) {
            approvalChanges = List.of(new LabelVote(label, value));
            return this;
        }

        GerritTrigger build() {
            return new GerritTrigger(
                    connection,
                    events,
                    branches,
                    refs,
                    ignoreDeletes,
                    comments,
                    List.of(),
                    usernames,
                    approvals,
                    approvalChanges,
                    added,
                    List.of(),
                    List.of(),
                    List.of());
        }

        private static List<Regex> regexes(String... patterns) {
            return Stream.of(patterns).map(Regex::of).toList();
        }
    }

    static final class EventBuilder {
        private final String type;
        private String branch = "master";
        private String ref = "";
        private String newRevision = "";
        private Optional<Account> account = Optional.empty();
        private String comment = "";
        private List<EventApproval> approvals = List.of();
        private List<String> added = List.of();

        EventBuilder(String type) {
            this.type = type;
        }

        EventBuilder onBranch(String name) {
            branch = name;
            return this;
        }

        EventBuilder saying(String text, String... username) {
            comment = text;
            account = Stream.of(username)
                    .map(name -> new Account(name, name, name + "@example.com"))
                    .findFirst();
            return this;
        }

        EventBuilder voting(String label, int value, int before) {
            approvals = List.of(new EventApproval(label, value, Optional.of(before)));
            return this;
        }

        EventBuilder ofRef(String name, String revision) {
            ref = name;
            newRevision = revision;
            branch = "";
            return this;
        }

        EventBuilder tagged(String... hashtags) {
            added = List.of(hashtags);
            return this;
        }

        TriggerEvent build() {
            Change change = StoryChanges.change("A");
            return new TriggerEvent(
                    "key",
                    "gerrit",
                    type,
                    0,
                    change.project(),
                    branch,
                    ref.isEmpty() ? Optional.of(change.key()) : Optional.empty(),
                    ref,
                    "",
                    newRevision,
                    account,
                    comment,
                    approvals,
                    added,
                    List.of());
        }
    }

    static final class Conditions {
        private String connection = "gerrit";
        private Optional<Boolean> open = Optional.empty();
        private Optional<Boolean> current = Optional.empty();
        private Optional<Boolean> wip = Optional.empty();
        private List<String> statuses = List.of();
        private List<ApprovalRequirement> approvals = List.of();

        Conditions connection(String name) {
            connection = name;
            return this;
        }

        Conditions open(boolean wanted) {
            open = Optional.of(wanted);
            return this;
        }

        Conditions currentPatchset(boolean wanted) {
            current = Optional.of(wanted);
            return this;
        }

        Conditions wip(boolean wanted) {
            wip = Optional.of(wanted);
            return this;
        }

        Conditions statuses(String... names) {
            statuses = List.of(names);
            return this;
        }

        Conditions approval(String username, String label, Integer... values) {
            return approval(new ApprovalRequirement(
                    username.isEmpty() ? Optional.empty() : Optional.of(Regex.of(username)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(new LabelValues(label, List.of(values)))));
        }

        Conditions approval(ApprovalRequirement wanted) {
            approvals = List.of(wanted);
            return this;
        }

        GerritRequirement build() {
            return new GerritRequirement(connection, open, current, wip, statuses, approvals, List.of());
        }
    }

    static final class ChangeBuilder {
        private final List<Approval> approvals = new ArrayList<>();
        private ChangeStatus status = ChangeStatus.NEW;
        private boolean wip;
        private boolean current = true;

        ChangeBuilder status(ChangeStatus now) {
            status = now;
            return this;
        }

        ChangeBuilder wip() {
            wip = true;
            return this;
        }

        ChangeBuilder outdated() {
            current = false;
            return this;
        }

        ChangeBuilder vote(String label, int value, String by, long at) {
            approvals.add(new Approval(label, value, by, by + "@example.com", at));
            return this;
        }

        Change build() {
            Change base = StoryChanges.change("A");
            return new Change(
                    base.project(),
                    base.branch(),
                    base.number(),
                    base.patchset(),
                    base.ref(),
                    base.commit(),
                    base.parents(),
                    base.url(),
                    base.message(),
                    base.owner(),
                    base.topic(),
                    status,
                    wip,
                    current,
                    base.blockers(),
                    base.files(),
                    base.hashtags(),
                    List.copyOf(approvals),
                    base.needs());
        }
    }
}
