package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// One page of a search for changes, newest first.
///
/// @param query in Gerrit's own language, not yet encoded
record QueryChanges(String query, List<String> options, int start, int limit) implements GerritCall<QueryChanges.Page> {

    /// @param more whether Gerrit has further ones
    record Page(List<JsonNode> changes, boolean more) {}

    @Override
    public String purpose() {
        return "search for changes by '" + query + "'";
    }

    @Override
    public String path() {
        String base = "changes/?q=%s&n=%d&S=%d".formatted(GerritJson.encoded(query), limit, start);
        return options.isEmpty() ? base : base + "&o=" + String.join("&o=", options);
    }

    @Override
    public Page answer(JsonNode json) {
        List<JsonNode> changes = new ArrayList<>();
        json.forEach(changes::add);
        boolean more =
                !changes.isEmpty() && changes.getLast().path("_more_changes").asBoolean(false);
        return new Page(List.copyOf(changes), more);
    }
}
