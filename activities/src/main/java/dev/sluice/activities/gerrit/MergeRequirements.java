package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Whether Gerrit would let a change merge once we have voted (F53).
///
/// @param ownLabels labels that our pipelines set on success
record MergeRequirements(List<String> ownLabels) {
    private static final Set<String> MISSING = Set.of("NEED", "REJECT");

    boolean met(JsonNode change) {
        return !change.path("work_in_progress").asBoolean(false)
                && missingLabels(change).isEmpty()
                && unfulfilled(change).isEmpty();
    }

    private Set<String> missingLabels(JsonNode change) {
        Set<String> missing = new TreeSet<>();
        for (JsonNode submitRecord : change.path("submit_records")) {
            if (!submitRecord.path("status").asText("").equals("NOT_READY")) {
                continue;
            }
            for (JsonNode label : submitRecord.path("labels")) {
                if (MISSING.contains(label.path("status").asText(""))) {
                    missing.add(label.path("label").asText(""));
                }
            }
        }
        ownLabels.forEach(missing::remove);
        return missing;
    }

    private Set<String> unfulfilled(JsonNode change) {
        Set<String> names = new TreeSet<>();
        for (JsonNode requirement : change.path("submit_requirements")) {
            String expression = requirement
                    .path("submittability_expression_result")
                    .path("expression")
                    .asText("");
            if (requirement.path("status").asText("").equals("UNSATISFIED") && !speaksOfOurs(expression)) {
                names.add(requirement.path("name").asText(""));
            }
        }
        return names;
    }

    private boolean speaksOfOurs(String expression) {
        return ownLabels.stream()
                .anyMatch(label -> Pattern.compile("label:\"?" + Pattern.quote(label) + "(?![\\w-])")
                        .matcher(expression)
                        .find());
    }
}
