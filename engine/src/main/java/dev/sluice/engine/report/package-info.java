/// The sentences and votes that a user sees on a change; nothing else builds them (zuul-semantics 6.8).
@NullMarked
package dev.sluice.engine.report;

import org.jspecify.annotations.NullMarked;
