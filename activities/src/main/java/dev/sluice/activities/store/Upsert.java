package dev.sluice.activities.store;

import java.sql.SQLException;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// Writes a row whether or not it is there, in the words that both databases understand.
final class Upsert {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int TRIES = 3;

    private Upsert() {}

    /// Two writers of one new row may both find nothing to update; the later insert is refused, and then there is
    /// something to update.
    static int run(Jdbi jdbi, ToIntFunction<Handle> update, ToIntFunction<Handle> insert) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(handle -> {
                    int updated = update.applyAsInt(handle);
                    return updated > 0 ? updated : insert.applyAsInt(handle);
                });
            } catch (UnableToExecuteStatementException e) {
                if (attempt == TRIES || !isUniqueViolation(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isUniqueViolation(UnableToExecuteStatementException failure) {
        return failure.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState());
    }
}
