package dev.sluice.workflows.port;

/// An operator's wish to keep the nodes of builds that fail (F84).
///
/// @param project short or canonical name
/// @param refFilter regular expression that the beginning of the ref must match
/// @param count so many builds
/// @param nodeHoldExpiration seconds; 0 for until the request is deleted
public record AutoholdRequest(
        String project, String job, String refFilter, String reason, int count, long nodeHoldExpiration) {}
