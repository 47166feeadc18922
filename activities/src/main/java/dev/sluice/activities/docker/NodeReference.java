package dev.sluice.activities.docker;

import java.util.List;

/// A running node's container.
///
/// @param names its inventory names
/// @param address on the build's network
record NodeReference(String container, List<String> names, String label, boolean engine, String address) {}
