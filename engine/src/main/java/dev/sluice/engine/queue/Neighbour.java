package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import java.util.Optional;

/// An unmerged change that a subject needs, or that needs it, at any distance (F25, F29).
///
/// @param refusal why the pipeline's `require` or `reject` keep the change out (F15)
public record Neighbour(Change change, Place place, Optional<String> refusal) {}
