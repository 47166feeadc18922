package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Branch refs of a project and their commits; none when there is no such project.
record ListBranches(String project) implements GerritCall<SortedMap<String, String>> {

    @Override
    public String purpose() {
        return "list the branches of '" + project + "'";
    }

    @Override
    public String path() {
        return "projects/" + GerritJson.encoded(project) + "/branches/";
    }

    @Override
    public SortedMap<String, String> answer(JsonNode json) {
        SortedMap<String, String> branches = new TreeMap<>();
        for (JsonNode each : json) {
            String ref = each.path("ref").asText("");
            if (ref.startsWith("refs/heads/")) {
                branches.put(ref, each.path("revision").asText(""));
            }
        }
        return branches;
    }

    @Override
    public Optional<SortedMap<String, String>> refusal(int status, String text) {
        return status == 404 ? Optional.of(new TreeMap<>(Map.of())) : Optional.empty();
    }
}
