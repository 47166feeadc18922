package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;

/// Files of a merge commit that differ from its first parent; for other commits the change itself tells them.
record ReadFiles(String change, int patchset) implements GerritCall<JsonNode> {

    @Override
    public String purpose() {
        return "read the files of change " + change;
    }

    @Override
    public String path() {
        return "changes/%s/revisions/%d/files?parent=1".formatted(change, patchset);
    }

    @Override
    public JsonNode answer(JsonNode json) {
        return json;
    }
}
