package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.engine.event.EventApproval;
import dev.sluice.engine.event.TriggerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Turns lines of `gerrit stream-events` into events. What it cannot use, it names in one warning and leaves out.
final class EventParser {
    private static final List<String> INTERNAL_REFS = List.of(
            "refs/changes/",
            "refs/cache-automerge/",
            "refs/draft-comments/",
            "refs/starred-changes/",
            "refs/notes/",
            "refs/sequences/",
            "refs/users/",
            "refs/groups/");

    private final GerritConnection connection;
    private final Consumer<String> warnings;

    EventParser(GerritConnection connection, Consumer<String> warnings) {
        this.connection = connection;
        this.warnings = warnings;
    }

    /// What a line says: none for what is of no use to us; several for a batch of refs.
    List<TriggerEvent> parse(String line) {
        JsonNode json;
        try {
            json = GerritJson.parse(line);
        } catch (JsonProcessingException e) {
            return ignored("a line that is not JSON: " + e.getOriginalMessage());
        }
        String type = json.path("type").asText("");
        long second = json.path("eventCreatedOn").asLong(0);
        if (type.isEmpty() || second <= 0) {
            return ignored("an event without 'type' or 'eventCreatedOn'");
        }
        if (EventType.OF_NO_USE.contains(type)) {
            return List.of();
        }
        return switch (type) {
            case EventType.REF_UPDATED ->
                ref(json, json.path("refUpdate"), second).stream().toList();
            case EventType.BATCH_REF_UPDATED -> {
                List<TriggerEvent> events = new ArrayList<>();
                json.path("refUpdates")
                        .forEach(update -> ref(json, update, second).ifPresent(events::add));
                yield List.copyOf(events);
            }
            case EventType.DROPPED_OUTPUT ->
                List.of(new EventDraft(connection, type, second, "")
                        .key(type + "@" + second)
                        .event());
            default ->
                EventType.ACTORS.containsKey(type)
                        ? change(json, type, second)
                        : ignored("an event of the unknown type '" + printable(type) + "'");
        };
    }

    private List<TriggerEvent> change(JsonNode json, String type, long second) {
        JsonNode change = json.path("change");
        int number = change.path("number").asInt(0);
        int patchset = json.path("patchSet").path("number").asInt(0);
        String project = change.path("project").asText("");
        String branch = change.path("branch").asText("");
        boolean namesAPatchset = type.equals(EventType.PATCHSET_CREATED) || type.equals(EventType.COMMENT_ADDED);
        if (number <= 0 || patchset < 0 || (namesAPatchset && patchset == 0) || project.isEmpty() || branch.isEmpty()) {
            return ignored("a '%s' event without its change's project, branch, number or patch set".formatted(type));
        }
        JsonNode actor = json.path(EventType.ACTORS.getOrDefault(type, ""));
        String comment = json.path("comment").asText("");
        String key = switch (type) {
            case EventType.PATCHSET_CREATED -> EventKey.patchset(number, patchset);
            case EventType.CHANGE_MERGED -> EventKey.merged(number);
            default ->
                EventKey.streamed(
                        type, number, patchset, second, actor.path("username").asText(""), comment);
        };
        return List.of(new EventDraft(connection, type, second, project)
                .key(key)
                .change(branch, number, patchset)
                .by(actor)
                .comment(comment)
                .approvals(approvals(json.path("approvals")))
                .hashtags(GerritJson.texts(json.path("added")), GerritJson.texts(json.path("removed")))
                .event());
    }

    private Optional<TriggerEvent> ref(JsonNode json, JsonNode update, long second) {
        String project = update.path("project").asText("");
        String name = update.path("refName").asText("");
        if (project.isEmpty() || name.isEmpty()) {
            ignored("a 'ref-updated' event without its project or ref");
            return Optional.empty();
        }
        if (INTERNAL_REFS.stream().anyMatch(name::startsWith)) {
            return Optional.empty();
        }
        // Old servers name branches without their folder.
        String ref = name.startsWith("refs/") ? name : "refs/heads/" + name;
        String oldRevision = revision(update.path("oldRev"));
        String newRevision = revision(update.path("newRev"));
        return Optional.of(new EventDraft(connection, EventType.REF_UPDATED, second, project)
                .key(EventKey.ref(project, ref, oldRevision, newRevision) + "@" + second)
                .ref(ref, oldRevision, newRevision)
                .by(json.path("submitter"))
                .event());
    }

    private static List<EventApproval> approvals(JsonNode json) {
        List<EventApproval> approvals = new ArrayList<>();
        for (JsonNode each : json) {
            Optional<Integer> value = number(each.path("value"));
            String label = each.path("type").asText("");
            if (value.isPresent() && !label.isEmpty()) {
                approvals.add(new EventApproval(label, value.get(), number(each.path("oldValue"))));
            }
        }
        return List.copyOf(approvals);
    }

    private static Optional<Integer> number(JsonNode json) {
        try {
            return Optional.of(Integer.parseInt(json.asText("").strip().replaceFirst("^\\+", "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String revision(JsonNode json) {
        String commit = json.asText("");
        return commit.chars().allMatch(digit -> digit == '0') ? "" : commit;
    }

    private List<TriggerEvent> ignored(String what) {
        warnings.accept("ignored from " + connection + ": " + what);
        return List.of();
    }

    private static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
    }
}
