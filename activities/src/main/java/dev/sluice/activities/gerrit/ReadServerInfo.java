package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;

/// How the server is set up.
record ReadServerInfo() implements GerritCall<ReadServerInfo.Info> {

    /// @param submitWholeTopic whether the changes of a topic are merged together
    record Info(boolean submitWholeTopic) {}

    @Override
    public String purpose() {
        return "read the server's settings";
    }

    @Override
    public String path() {
        return "config/server/info";
    }

    @Override
    public Info answer(JsonNode json) {
        return new Info(json.path("change").path("submit_whole_topic").asBoolean(false));
    }
}
