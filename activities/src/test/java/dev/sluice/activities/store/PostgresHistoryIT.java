package dev.sluice.activities.store;

import org.junit.jupiter.api.Assumptions;

/// `SLUICE_IT_POSTGRES` is a JDBC URL with user and password as parameters, of a database that tests may write to.
class PostgresHistoryIT extends HistoryContract {

    @Override
    SluiceDatabase open() {
        String url = System.getenv("SLUICE_IT_POSTGRES");
        if (url == null || url.isEmpty()) {
            String reason = "skipped: SLUICE_IT_POSTGRES names no PostgreSQL database";
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        return SluiceDatabase.external(url, "", "");
    }
}
