/// History, documents, logs and keys on disk and in the database.
@NullMarked
package dev.sluice.activities.store;

import org.jspecify.annotations.NullMarked;
