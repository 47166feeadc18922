package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// A change in the detail that the options name; empty when there is none, or we may not see it.
///
/// @param change number, or project and number: `org%2Fapp~12`
record ReadChange(String change, List<String> options) implements GerritCall<Optional<JsonNode>> {
    /// All that [ChangeReader] needs when the current patch set is asked for.
    static final List<String> CURRENT = List.of(
            "CURRENT_REVISION",
            "CURRENT_COMMIT",
            "CURRENT_FILES",
            "DETAILED_LABELS",
            "DETAILED_ACCOUNTS",
            "SUBMITTABLE",
            "SUBMIT_REQUIREMENTS");
    static final List<String> ALL_PATCH_SETS = List.of(
            "ALL_REVISIONS",
            "ALL_COMMITS",
            "ALL_FILES",
            "DETAILED_LABELS",
            "DETAILED_ACCOUNTS",
            "SUBMITTABLE",
            "SUBMIT_REQUIREMENTS");
    static final List<String> HISTORY = List.of("ALL_REVISIONS", "MESSAGES", "DETAILED_ACCOUNTS");

    static String id(String project, int number) {
        return GerritJson.encoded(project) + "~" + number;
    }

    @Override
    public String purpose() {
        return "read change " + change;
    }

    @Override
    public String path() {
        return "changes/" + change + "?o=" + String.join("&o=", options);
    }

    @Override
    public Optional<JsonNode> answer(JsonNode json) {
        return Optional.of(json);
    }

    @Override
    public Optional<Optional<JsonNode>> refusal(int status, String text) {
        return status == 404 ? Optional.of(Optional.empty()) : Optional.empty();
    }
}
