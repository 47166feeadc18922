package dev.sluice.activities.store;

import dev.sluice.activities.contract.DocumentStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Documents in a table.
public final class JdbcDocumentStore implements DocumentStore {
    private final SluiceDatabase database;
    private final InstantSource clock;

    public JdbcDocumentStore(SluiceDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void put(String key, String json) {
        long now = clock.millis();
        database.call(
                "store document '" + key + "'",
                () -> database.jdbi()
                        .withHandle(handle -> handle.createUpdate("""
                                insert into document (doc_key, body, stored_at) values (:key, :body, :now)
                                on conflict (doc_key) do update set
                                    body = excluded.body, stored_at = excluded.stored_at""")
                                .bind("body", json)
                                .bind("now", now)
                                .bind("key", key)
                                .execute()));
    }

    @Override
    public Optional<String> find(String key) {
        return database.call(
                "read document '" + key + "'",
                () -> database.jdbi()
                        .withHandle(handle -> handle.createQuery("select body from document where doc_key = :key")
                                .bind("key", key)
                                .mapTo(String.class)
                                .findOne()));
    }

    /// Removes documents written before an instant; returns how many.
    public int prune(Instant before) {
        return database.call(
                "prune documents",
                () -> database.jdbi()
                        .withHandle(handle -> handle.createUpdate("delete from document where stored_at < :before")
                                .bind("before", before.toEpochMilli())
                                .execute()));
    }
}
