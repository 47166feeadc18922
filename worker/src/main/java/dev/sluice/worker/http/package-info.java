/// HTTP: health, logs, read-only JSON, project keys, metrics.
@NullMarked
package dev.sluice.worker.http;

import org.jspecify.annotations.NullMarked;
