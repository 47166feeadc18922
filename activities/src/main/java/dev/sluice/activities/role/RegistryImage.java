package dev.sluice.activities.role;

/// The image that buildset registries run (`docker.registry-image` in the settings): `registry:2`, unmodified.
public record RegistryImage(String name) {}
