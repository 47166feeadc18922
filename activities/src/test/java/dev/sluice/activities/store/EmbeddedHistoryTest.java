package dev.sluice.activities.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.workflows.json.SluiceJson;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedHistoryTest extends HistoryContract {
    @TempDir
    Path state;

    @Override
    SluiceDatabase open() {
        return SluiceDatabase.embedded(state);
    }

    /// As the first release wrote it; more columns came later.
    @Test
    void theDatabaseOfAnOlderSluiceIsBroughtUpToDateWithItsRows(@TempDir Path older) throws Exception {
        Files.createDirectories(older.resolve("db"));
        String url = "jdbc:sqlite:" + older.resolve("db/sluice.sqlite");
        Flyway.configure()
                .dataSource(url, "", "")
                .locations("classpath:db/migration")
                .target("1")
                .load()
                .migrate();
        Jdbi.create(url).useHandle(handle -> {
            for (int i = 0; i < 100; i++) {
                handle.execute("""
                        insert into buildset (uuid, tenant, pipeline, project, project_name, branch, change_number,
                            patchset, ref, url, graph, inputs, result, message, started_at, ended_at)
                        values (?, 'acme', 'check', 'gerrit/app', 'app', 'main', ?, 1, 'refs/changes/01/1/1', '', '', '',
                            'SUCCESS', '', ?, ?)""", "buildset-" + i, i + 1, i, i);
            }
        });

        try (SluiceDatabase database = SluiceDatabase.embedded(older)) {
            assertThat(new HistoryReader(database, SluiceJson.mapper()).buildset("buildset-7"))
                    .hasValueSatisfying(
                            kept -> assertThat(kept.buildset().result()).isEqualTo("SUCCESS"));
        }
    }

    /// The writer's threads are interrupted all the while: a database that goes through a channel of Java closes it
    /// then.
    @Test
    void whatWasCommittedOutlivesAKilledProcess() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InterruptedWriter.class.getName(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> committed = new ArrayList<>();
        try (BufferedReader told = writer.inputReader()) {
            for (String key = told.readLine(); key != null && committed.size() < 300; key = told.readLine()) {
                committed.add(key);
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }

        try (SluiceDatabase database = open()) {
            var documents = new JdbcDocumentStore(database, InstantSource.system());
            assertThat(committed)
                    .hasSize(300)
                    .allSatisfy(key -> assertThat(documents.find(key)).hasValue(InterruptedWriter.body(key)));
        }
    }

    @Test
    void twoProcessesMayHaveItOpen() {
        try (SluiceDatabase worker = open();
                SluiceDatabase janitor = open()) {
            new JdbcDocumentStore(worker, InstantSource.system()).put("layout/1", "{}");

            assertThat(new JdbcDocumentStore(janitor, InstantSource.system()).find("layout/1"))
                    .hasValue("{}");
        }
    }

    @Test
    void anUnreachableDatabaseSaysWhatToDoWithoutThePassword() {
        assertThatThrownBy(() -> SluiceDatabase.external(
                        "jdbc:postgresql://127.0.0.1:1/sluice?password=hunter2hunter2", "sluice", "hunter2hunter2"))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("The database 'jdbc:postgresql://127.0.0.1:1/sluice' cannot be opened")
                .hasMessageContaining("[DB-DOWN]")
                .hasMessageNotContaining("hunter2");
    }
}
