package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;

/// Who we are: also the test of the credentials.
record ReadAccount() implements GerritCall<Long> {

    @Override
    public String purpose() {
        return "read the own account";
    }

    @Override
    public String path() {
        return "accounts/self";
    }

    @Override
    public Long answer(JsonNode json) {
        return json.path("_account_id").asLong(0);
    }
}
