package dev.sluice.engine.queue;

/// One pipeline with its change queues. Made by [QueuePlanner#initial].
///
/// @param idSeed seed of the ids that the planner gives out, from the caller
/// @param idsGiven how many it gave out
public record QueueState(PipelineRules rules, String layout, String idSeed, int idsGiven) {}
