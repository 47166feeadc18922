package dev.sluice.worker.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.LandingNotes;
import dev.sluice.activities.contract.LogStore;
import dev.sluice.activities.contract.MergedArtifacts;
import dev.sluice.activities.contract.ProjectKeys;
import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.contract.TokenSigner;
import dev.sluice.activities.store.AesSecretBox;
import dev.sluice.activities.store.FileLogStore;
import dev.sluice.activities.store.FileProjectKeys;
import dev.sluice.activities.store.FileTokenKeys;
import dev.sluice.activities.store.HistoryReader;
import dev.sluice.activities.store.JdbcDocumentStore;
import dev.sluice.activities.store.JdbcHistory;
import dev.sluice.activities.store.JdbcMergedArtifacts;
import dev.sluice.activities.store.SluiceDatabase;
import dev.sluice.worker.settings.Settings;
import dev.sluice.workflows.json.SluiceJson;
import dev.sluice.workflows.port.HistoryActivities;
import java.time.InstantSource;

/// History, documents, logs and keys.
final class StoresModule extends AbstractModule {

    @Provides
    @Singleton
    static ObjectMapper json() {
        return SluiceJson.mapper();
    }

    @Provides
    @Singleton
    static SluiceDatabase database(Settings settings) {
        return settings.database()
                .map(database -> SluiceDatabase.external(
                        database.url(),
                        database.username(),
                        database.passwordFile().map(SecretFiles::password).orElse("")))
                .orElseGet(() -> SluiceDatabase.embedded(settings.stateDirectory()));
    }

    @Provides
    @Singleton
    static DocumentStore documents(SluiceDatabase database) {
        return new JdbcDocumentStore(database, InstantSource.system());
    }

    @Provides
    @Singleton
    static JdbcHistory jdbcHistory(SluiceDatabase database, DocumentStore documents, ObjectMapper json) {
        return new JdbcHistory(database, documents, json);
    }

    @Provides
    static HistoryActivities history(JdbcHistory history) {
        return history;
    }

    @Provides
    static LandingNotes landings(JdbcHistory history) {
        return history;
    }

    @Provides
    @Singleton
    static MergedArtifacts merged(SluiceDatabase database, ObjectMapper json) {
        return new JdbcMergedArtifacts(database, json);
    }

    @Provides
    @Singleton
    static HistoryReader reader(SluiceDatabase database, ObjectMapper json) {
        return new HistoryReader(database, json);
    }

    @Provides
    @Singleton
    static LogStore logs(Settings settings) {
        return new FileLogStore(
                settings.stateDirectory(),
                settings.http().publicUrl(),
                FileLogStore.DEFAULT_MAXIMUM_BYTES,
                InstantSource.system());
    }

    @Provides
    @Singleton
    static FileProjectKeys keyFiles(Settings settings) {
        return new FileProjectKeys(settings.stateDirectory());
    }

    @Provides
    @Singleton
    static ProjectKeys keys(FileProjectKeys keys) {
        return keys;
    }

    @Provides
    @Singleton
    static FileTokenKeys tokenKeys(Settings settings) {
        return new FileTokenKeys(settings.stateDirectory(), settings.http().publicUrl(), InstantSource.system());
    }

    @Provides
    static TokenSigner signer(FileTokenKeys keys) {
        return keys;
    }

    @Provides
    @Singleton
    static SecretBox secrets(Settings settings, ObjectMapper json) {
        return new AesSecretBox(settings.stateDirectory().resolve("keys/site.key"), json);
    }
}
