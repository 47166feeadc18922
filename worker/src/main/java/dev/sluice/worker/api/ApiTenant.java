package dev.sluice.worker.api;

import java.util.List;

/// A tenant and the problems of its configuration, each in one line.
public record ApiTenant(String name, String layout, List<String> pipelines, List<String> problems) {}
