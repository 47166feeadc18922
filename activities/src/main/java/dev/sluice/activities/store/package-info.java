/// History, documents, logs and keys on disk and in the database.
///
/// The history and the documents share one database: PostgreSQL, or an embedded one for a single process. Both run the
/// same migrations and the same SQL. Logs and keys are files below the state directory. Nothing here ever writes an
/// opened secret: the history keeps sealed texts, and the log hides what it was told to hide.
@NullMarked
package dev.sluice.activities.store;

import org.jspecify.annotations.NullMarked;
