package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// One call of Gerrit's REST interface; [GerritRest] alone knows transport, credentials and faults.
interface GerritCall<T> {

    /// What it does, for messages: `read change 12`.
    String purpose();

    /// Path and query below `/a/`, encoded.
    String path();

    default String method() {
        return "GET";
    }

    /// The JSON to send, absent for none.
    default Optional<JsonNode> body() {
        return Optional.empty();
    }

    T answer(JsonNode json);

    /// What a refusal means, when it is a value; empty when it is a fault.
    ///
    /// @param text Gerrit's own words
    default Optional<T> refusal(int status, String text) {
        return Optional.empty();
    }
}
