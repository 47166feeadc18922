package dev.sluice.worker.api;

/// What the command line needs to know of a site.
///
/// @param temporalUi empty without one
public record ApiInfo(String version, String temporalAddress, String temporalNamespace, String temporalUi) {}
