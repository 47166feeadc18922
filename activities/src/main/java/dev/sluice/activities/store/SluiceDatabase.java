package dev.sluice.activities.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// The database of history and documents: PostgreSQL, or for one process on one machine an embedded one.
public final class SluiceDatabase implements Closeable {
    private static final int CONNECTIONS = 8;
    private static final long CONNECT_MILLIS = 10_000;
    private static final int BUSY_MILLIS = 10_000;

    private final String name;
    private final HikariDataSource source;
    private final Jdbi jdbi;

    private SluiceDatabase(String name, HikariDataSource source) {
        this.name = name;
        this.source = source;
        this.jdbi = Jdbi.create(source);
    }

    /// An embedded database below the state directory. What was committed outlives a killed process, and a machine that
    /// loses its power; other processes of this machine may have it open as well.
    public static SluiceDatabase embedded(Path stateDirectory) {
        Path file = stateDirectory.resolve("db").resolve("sluice.sqlite").toAbsolutePath();
        try {
            Files.createDirectories(stateDirectory.resolve("db"));
        } catch (IOException e) {
            throw new InfrastructureFailure(
                    "The directory of the embedded database '" + file + "' cannot be made: " + e.getMessage()
                            + ". Check the owner of the state directory. [DB-STATE]",
                    e);
        }
        return open("jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=" + BUSY_MILLIS, "", "");
    }

    /// @param url such as `jdbc:postgresql://host/sluice`
    /// @param user empty when the URL names user and password itself
    public static SluiceDatabase external(String url, String user, String password) {
        return open(url, user, password);
    }

    private static SluiceDatabase open(String url, String user, String password) {
        var config = new HikariConfig();
        config.setPoolName("sluice-database");
        config.setJdbcUrl(url);
        if (!user.isEmpty()) {
            config.setUsername(user);
            config.setPassword(password);
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECT_MILLIS);
        String name = withoutParameters(url);
        try {
            var database = new SluiceDatabase(name, new HikariDataSource(config));
            database.migrate();
            return database;
        } catch (PoolInitializationException e) {
            throw new InfrastructureFailure(
                    "The database '" + name + "' cannot be opened: " + StoreFailures.innermost(e)
                            + ". Check 'database' in the settings. [DB-DOWN]",
                    StoreFailures.sqlCause(e));
        }
    }

    private void migrate() {
        try {
            Flyway.configure(SluiceDatabase.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            source.close();
            throw new InfrastructureFailure(
                    "The tables of the database '" + name + "' cannot be brought up to date: "
                            + StoreFailures.innermost(e)
                            + ". Does its user own its schema, and was a newer Sluice here before? [DB-MIGRATION]",
                    e);
        }
    }

    /// Parameters may hold a password.
    private static String withoutParameters(String url) {
        return url.split("[;?]", 2)[0];
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /// Runs queries and words what goes wrong, without the values that went into them.
    <T> T call(String purpose, Supplier<T> queries) {
        try {
            return queries.get();
        } catch (JdbiException e) {
            throw new InfrastructureFailure(
                    "Could not " + purpose + " in the database '" + name + "': " + StoreFailures.innermost(e)
                            + " [DB-FAILED]",
                    StoreFailures.sqlCause(e));
        }
    }

    /// Whether it answers now.
    public boolean answers() {
        try {
            return jdbi.withHandle(handle -> handle.getConnection().isValid(2));
        } catch (JdbiException | SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
