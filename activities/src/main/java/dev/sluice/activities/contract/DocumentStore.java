package dev.sluice.activities.contract;

import java.util.Optional;

/// Documents too large for a workflow's history, by key; JSON text. Writing the same key again replaces it.
public interface DocumentStore {

    void put(String key, String json);

    Optional<String> find(String key);
}
