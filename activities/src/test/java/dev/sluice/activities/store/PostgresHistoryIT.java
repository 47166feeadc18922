package dev.sluice.activities.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// The history on a PostgreSQL server of its own.
@EnabledIfEnvironmentVariable(
        named = "SLUICE_IT_POSTGRES_IMAGE",
        matches = ".+",
        disabledReason = "SLUICE_IT_POSTGRES_IMAGE names no image of PostgreSQL; './dev test' makes one and sets it")
class PostgresHistoryIT extends HistoryContract {
    private static final PostgreSQLContainer SERVER = new PostgreSQLContainer(
            DockerImageName.parse(System.getenv().getOrDefault("SLUICE_IT_POSTGRES_IMAGE", "postgres"))
                    .asCompatibleSubstituteFor("postgres"));

    @BeforeAll
    static void startServer() {
        SERVER.start();
    }

    @AfterAll
    static void stopServer() {
        SERVER.stop();
    }

    @Override
    SluiceDatabase open() {
        return SluiceDatabase.external(SERVER.getJdbcUrl(), SERVER.getUsername(), SERVER.getPassword());
    }
}
