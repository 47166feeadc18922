package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.engine.change.Approval;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Reads one Gerrit's changes as they are now (F1).
final class ChangeReader {
    private final GerritRest rest;
    private final NeededChanges needs;

    ChangeReader(GerritRest rest, NeededChanges needs) {
        this.rest = rest;
        this.needs = needs;
    }

    /// @param patchset 0 for the current one
    Optional<Change> read(int number, int patchset) {
        Optional<JsonNode> current = rest.send(new ReadChange(String.valueOf(number), ReadChange.CURRENT));
        if (current.isEmpty()) {
            return Optional.empty();
        }
        int newest = currentPatchset(current.get());
        if (patchset == 0 || patchset == newest) {
            return revision(current.get(), newest).map(found -> change(current.get(), newest, newest, found));
        }
        return rest.send(new ReadChange(String.valueOf(number), ReadChange.ALL_PATCH_SETS))
                .flatMap(all ->
                        revision(all, patchset).map(found -> change(all, patchset, currentPatchset(all), found)));
    }

    static int currentPatchset(JsonNode change) {
        int told = change.path("current_revision_number").asInt(0);
        if (told > 0) {
            return told;
        }
        // Servers before 3.10 do not tell the number itself.
        return change.path("revisions")
                .path(change.path("current_revision").asText(""))
                .path("_number")
                .asInt(0);
    }

    private record Revision(String commit, JsonNode json) {}

    private static Optional<Revision> revision(JsonNode change, int patchset) {
        for (Map.Entry<String, JsonNode> each : change.path("revisions").properties()) {
            if (each.getValue().path("_number").asInt(0) == patchset) {
                return Optional.of(new Revision(each.getKey(), each.getValue()));
            }
        }
        return Optional.empty();
    }

    private Change change(JsonNode json, int patchset, int newest, Revision revision) {
        Project project = rest.connection().project(json.path("project").asText(""));
        int number = json.path("_number").asInt(0);
        String id = ReadChange.id(project.name(), number);
        JsonNode commit = revision.json().path("commit");
        List<String> parents = new ArrayList<>();
        commit.path("parents")
                .forEach(parent -> parents.add(parent.path("commit").asText("")));
        String message = commit.path("message").asText("");
        ChangeStatus status = status(json);
        List<ChangeKey> needed = status == ChangeStatus.MERGED
                ? List.of()
                : needs.of(rest, new NeededChanges.Of(id, number, patchset, List.copyOf(parents), message));
        return new Change(
                project,
                json.path("branch").asText(""),
                number,
                patchset,
                revision.json().path("ref").asText(""),
                revision.commit(),
                List.copyOf(parents),
                rest.connection().url() + "/c/" + project.name() + "/+/" + number,
                message,
                owner(json.path("owner")),
                json.path("topic").asText(""),
                status,
                json.path("work_in_progress").asBoolean(false),
                patchset == newest,
                MergeBlockers.of(json),
                files(id, patchset, parents.size(), revision.json()),
                GerritJson.texts(json.path("hashtags")),
                approvals(json),
                needed);
    }

    private List<String> files(String id, int patchset, int parents, JsonNode revision) {
        JsonNode files = parents > 1 ? rest.send(new ReadFiles(id, patchset)) : revision.path("files");
        TreeSet<String> paths = new TreeSet<>();
        for (Map.Entry<String, JsonNode> each : files.properties()) {
            if (!each.getKey().startsWith("/")) {
                paths.add(each.getKey());
                String renamedFrom = each.getValue().path("status").asText("").equals("R")
                        ? each.getValue().path("old_path").asText("")
                        : "";
                if (!renamedFrom.isEmpty()) {
                    paths.add(renamedFrom);
                }
            }
        }
        return List.copyOf(paths);
    }

    private static ChangeStatus status(JsonNode change) {
        return switch (change.path("status").asText("NEW")) {
            case "MERGED" -> ChangeStatus.MERGED;
            case "ABANDONED" -> ChangeStatus.ABANDONED;
            default -> ChangeStatus.NEW;
        };
    }

    private static String owner(JsonNode account) {
        for (String field : List.of("username", "email", "_account_id")) {
            String text = account.path(field).asText("");
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static List<Approval> approvals(JsonNode change) {
        List<Approval> approvals = new ArrayList<>();
        for (Map.Entry<String, JsonNode> label : change.path("labels").properties()) {
            for (JsonNode vote : label.getValue().path("all")) {
                if (vote.path("value").asInt(0) != 0) {
                    approvals.add(new Approval(
                            label.getKey(),
                            vote.path("value").asInt(),
                            vote.path("username").asText(""),
                            vote.path("email").asText(""),
                            GerritJson.epochSecond(vote.path("date"))));
                }
            }
        }
        return List.copyOf(approvals);
    }
}
