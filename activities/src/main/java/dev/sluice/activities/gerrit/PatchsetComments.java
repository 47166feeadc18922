package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// Comments on a patch set as a whole, which is where Gerrit's page puts what a person writes in the reply box (F90).
final class PatchsetComments {
    private final GerritRest rest;
    private final String change;
    private Optional<JsonNode> read = Optional.empty();

    PatchsetComments(GerritRest rest, String change) {
        this.rest = rest;
        this.change = change;
    }

    /// Texts that came with a message, each after a blank line; empty when there are none.
    String of(JsonNode message) {
        if (read.isEmpty()) {
            read = Optional.of(rest.send(new ReadComments(change)).path("/PATCHSET_LEVEL"));
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode comment : read.get()) {
            if (cameWith(message, comment)) {
                text.append("\n\n").append(comment.path("message").asText(""));
            }
        }
        return text.toString();
    }

    private static boolean cameWith(JsonNode message, JsonNode comment) {
        if (!comment.path("author")
                .path("_account_id")
                .equals(message.path("author").path("_account_id"))) {
            return false;
        }
        // Gerrit's own link is wrong when one account posts twice in a second; the time is that of the posting.
        return comment.path("updated").equals(message.path("date"))
                || comment.path("change_message_id").equals(message.path("id"));
    }
}
