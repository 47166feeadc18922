package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// Published comments of a change by file.
record ReadComments(String change) implements GerritCall<JsonNode> {

    @Override
    public String purpose() {
        return "read the comments of change " + change;
    }

    @Override
    public String path() {
        return "changes/" + change + "/comments";
    }

    @Override
    public JsonNode answer(JsonNode json) {
        return json;
    }

    @Override
    public Optional<JsonNode> refusal(int status, String text) {
        return status == 404 ? Optional.of(GerritJson.object()) : Optional.empty();
    }
}
