package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.engine.change.Change;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Gerrit to merge a patch set; false when it refuses.
record SubmitChange(Change change) implements GerritCall<Boolean> {
    private static final Logger LOG = LoggerFactory.getLogger(SubmitChange.class);

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
        if (status != 404 && status != 409) {
            return Optional.empty();
        }
        LOG.warn(
                "Gerrit does not merge change {} of project '{}': {}. It may go into the gate again once that is mended."
                        + " [SUBMIT-001]",
                change.id(),
                change.project().name(),
                text);
        return Optional.of(false);
    }
}
