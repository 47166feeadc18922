package dev.sluice.activities.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.workflows.json.SluiceJson;
import java.nio.file.Path;
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
        String url = "jdbc:h2:file:" + older.resolve("db/sluice") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        Flyway.configure()
                .dataSource(url, "sluice", "")
                .locations("classpath:db/migration")
                .target("1")
                .load()
                .migrate();
        Jdbi.create(url, "sluice", "").useHandle(handle -> {
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
