/// Frozen jobs and graphs for people and scripts: what runs and why, every attribute and where it came from.
///
/// Values are plain JSON values with keys as users write them; secrets appear by name only (G9).
@NullMarked
package dev.sluice.engine.explain;

import org.jspecify.annotations.NullMarked;
