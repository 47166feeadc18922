package dev.sluice.activities.registry;

/// A manifest's pointer to a blob or to another manifest.
///
/// @param size in bytes
/// @param foreign not stored in registries: it has its own addresses, or a type that must not be distributed
public record Descriptor(String mediaType, Digest digest, long size, boolean foreign) {}
