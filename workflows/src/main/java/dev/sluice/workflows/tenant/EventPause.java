package dev.sluice.workflows.tenant;

/// Since when and why a tenant's events are kept and not routed.
public record EventPause(String reason, long sinceEpochMilli) {}
