package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.engine.change.Change;
import java.util.Optional;

/// Asks Gerrit to merge a patch set; false when it refuses.
record SubmitChange(Change change) implements GerritCall<Boolean> {

    @Override
    public String purpose() {
        return "submit change " + change.id();
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "changes/%s/revisions/%d/submit"
                .formatted(ReadChange.id(change.project().name(), change.number()), change.patchset());
    }

    @Override
    public Optional<JsonNode> body() {
        return Optional.of(GerritJson.object());
    }

    @Override
    public Boolean answer(JsonNode json) {
        return true;
    }

    @Override
    public Optional<Boolean> refusal(int status, String text) {
        return status == 404 || status == 409 ? Optional.of(false) : Optional.empty();
    }
}
