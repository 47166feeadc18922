package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.engine.change.MergeBlocker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what Gerrit says keeps a change from merging (F53).
final class MergeBlockers {
    private static final Set<String> MISSING = Set.of("NEED", "REJECT");
    private static final Pattern LABEL = Pattern.compile("label:\"?([\\w-]+)");

    private MergeBlockers() {}

    static List<MergeBlocker> of(JsonNode change) {
        List<MergeBlocker> blockers = new ArrayList<>();
        if (change.path("work_in_progress").asBoolean(false)) {
            blockers.add(new MergeBlocker("work in progress", List.of()));
        }
        blockers.addAll(missingLabels(change).values());
        for (JsonNode requirement : change.path("submit_requirements")) {
            if (requirement.path("status").asText("").equals("UNSATISFIED")) {
                blockers.add(unsatisfied(requirement));
            }
        }
        return List.copyOf(blockers);
    }

    private static Map<String, MergeBlocker> missingLabels(JsonNode change) {
        Map<String, MergeBlocker> missing = new LinkedHashMap<>();
        for (JsonNode submitRecord : change.path("submit_records")) {
            if (!submitRecord.path("status").asText("").equals("NOT_READY")) {
                continue;
            }
            for (JsonNode label : submitRecord.path("labels")) {
                String name = label.path("label").asText("");
                if (MISSING.contains(label.path("status").asText(""))) {
                    missing.put(name, new MergeBlocker(name, List.of(name)));
                }
            }
        }
        return missing;
    }

    private static MergeBlocker unsatisfied(JsonNode requirement) {
        Matcher named = LABEL.matcher(requirement
                .path("submittability_expression_result")
                .path("expression")
                .asText(""));
        return new MergeBlocker(
                requirement.path("name").asText(""),
                named.results().map(label -> label.group(1)).distinct().toList());
    }
}
