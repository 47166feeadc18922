/// The settings file: read once at start, every mistake told at once with its line.
@NullMarked
package dev.sluice.worker.settings;

import org.jspecify.annotations.NullMarked;
