package dev.sluice.activities.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the history keeps of a [graph document][dev.sluice.activities.contract.GraphDocument], which may be pruned
/// long before the history is.
///
/// @param inputs hash over all that its jobs can see; empty when unknown
/// @param provides job → names, only of jobs that provide something
record GraphFacts(String inputs, Map<String, List<String>> provides) {

    static GraphFacts unknown() {
        return new GraphFacts("", Map.of());
    }

    static GraphFacts of(JsonNode document) {
        var provides = new LinkedHashMap<String, List<String>>();
        for (JsonNode job : document.path("jobs")) {
            var names = new ArrayList<String>();
            job.path("provides").forEach(name -> names.add(name.asText()));
            if (!names.isEmpty()) {
                provides.put(job.path("name").asText(), List.copyOf(names));
            }
        }
        return new GraphFacts(document.path("inputs").asText(""), provides);
    }
}
