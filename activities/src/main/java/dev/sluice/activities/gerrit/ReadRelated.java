package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes whose commits are ancestors or descendants of a patch set.
record ReadRelated(String change, int patchset) implements GerritCall<List<ReadRelated.Relative>> {

    /// @param patchset the one whose commit is related, which need not be the current one
    record Relative(String commit, int number, int patchset, String status) {}

    @Override
    public String purpose() {
        return "read what change " + change + " is based on";
    }

    @Override
    public String path() {
        return "changes/%s/revisions/%d/related".formatted(change, patchset);
    }

    @Override
    public List<Relative> answer(JsonNode json) {
        List<Relative> relatives = new ArrayList<>();
        for (JsonNode each : json.path("changes")) {
            int number = each.path("_change_number").asInt(0);
            if (number > 0) {
                relatives.add(new Relative(
                        each.path("commit").path("commit").asText(""),
                        number,
                        each.path("_revision_number").asInt(0),
                        each.path("status").asText("NEW")));
            }
        }
        return List.copyOf(relatives);
    }

    @Override
    public Optional<List<Relative>> refusal(int status, String text) {
        return status == 404 ? Optional.of(List.of()) : Optional.empty();
    }
}
