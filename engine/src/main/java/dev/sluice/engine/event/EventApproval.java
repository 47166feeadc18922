package dev.sluice.engine.event;

import java.util.Optional;

/// A vote told with an event.
///
/// @param oldValue the value before, when the event says that it changed
public record EventApproval(String label, int value, Optional<Integer> oldValue) {}
