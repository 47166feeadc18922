package dev.sluice.engine.buildset;

/// One attempt at an item. Made by [BuildsetPlanner#initial].
///
/// @param idSeed seed of the build uuids, from the caller
/// @param idsGiven how many were given out
public record BuildsetState(String buildset, String idSeed, int idsGiven) {}
