package dev.sluice.activities.config;

import dev.sluice.activities.contract.DocumentStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Documents in memory.
final class MemoryDocuments implements DocumentStore {
    private final Map<String, String> documents = new LinkedHashMap<>();

    @Override
    public void put(String key, String json) {
        documents.put(key, json);
    }

    @Override
    public Optional<String> find(String key) {
        return Optional.ofNullable(documents.get(key));
    }
}
