/// Benchmarks of a running site.
@NullMarked
package dev.sluice.worker.bench;

import org.jspecify.annotations.NullMarked;
