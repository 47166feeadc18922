package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.event.Account;
import dev.sluice.engine.event.EventApproval;
import dev.sluice.engine.event.TriggerEvent;
import java.util.List;
import java.util.Optional;

/// An event being put together; what is not told stays empty.
final class EventDraft {
    private static final int TEXT_LIMIT = 64 * 1024;
    private static final String HEADS = "refs/heads/";

    private final String connection;
    private final String type;
    private final long second;
    private final Project project;
    private String key = "";
    private String branch = "";
    private Optional<ChangeKey> change = Optional.empty();
    private String ref = "";
    private String oldRevision = "";
    private String newRevision = "";
    private Optional<Account> account = Optional.empty();
    private String comment = "";
    private List<EventApproval> approvals = List.of();
    private List<String> hashtagsAdded = List.of();
    private List<String> hashtagsRemoved = List.of();

    EventDraft(GerritConnection connection, String type, long second, String project) {
        this.connection = connection.name();
        this.type = type;
        this.second = second;
        this.project = connection.project(project);
    }

    static TriggerEvent withKey(TriggerEvent event, String key) {
        return copy(event, key, event.approvals());
    }

    static TriggerEvent withApprovals(TriggerEvent event, List<EventApproval> approvals) {
        return copy(event, event.key(), approvals);
    }

    EventDraft key(String name) {
        key = name;
        return this;
    }

    EventDraft change(String onBranch, int number, int patchset) {
        branch = onBranch;
        change = Optional.of(new ChangeKey(connection, number, patchset));
        return this;
    }

    EventDraft ref(String name, String before, String after) {
        ref = name;
        branch = name.startsWith(HEADS) ? name.substring(HEADS.length()) : "";
        oldRevision = before;
        newRevision = after;
        return this;
    }

    /// @param json Gerrit's account, which may be missing
    EventDraft by(JsonNode json) {
        Account told = new Account(
                json.path("name").asText(""),
                json.path("username").asText(""),
                json.path("email").asText(""));
        account = told.equals(new Account("", "", "")) ? Optional.empty() : Optional.of(told);
        return this;
    }

    EventDraft comment(String text) {
        comment = text.length() <= TEXT_LIMIT ? text : text.substring(0, TEXT_LIMIT);
        return this;
    }

    EventDraft approvals(List<EventApproval> votes) {
        approvals = votes;
        return this;
    }

    EventDraft hashtags(List<String> added, List<String> removed) {
        hashtagsAdded = added;
        hashtagsRemoved = removed;
        return this;
    }

    TriggerEvent event() {
        return new TriggerEvent(
                key,
                connection,
                type,
                second,
                project,
                branch,
                change,
                ref,
                oldRevision,
                newRevision,
                account,
                comment,
                approvals,
                hashtagsAdded,
                hashtagsRemoved);
    }

    private static TriggerEvent copy(TriggerEvent event, String key, List<EventApproval> approvals) {
        return new TriggerEvent(
                key,
                event.connection(),
                event.type(),
                event.createdAtEpochSecond(),
                event.project(),
                event.branch(),
                event.change(),
                event.ref(),
                event.oldRevision(),
                event.newRevision(),
                event.account(),
                event.comment(),
                approvals,
                event.hashtagsAdded(),
                event.hashtagsRemoved());
    }
}
