package dev.sluice.workflows.tenant;

import dev.sluice.engine.problem.Problem;
import java.util.List;

/// What came of reading a tenant's configuration again.
///
/// @param layout reference of the layout now in force
/// @param changes against the one before, a sentence each; empty when nothing changed
/// @param problems of the tenant, errors first
public record Reconfiguration(String layout, List<String> changes, List<Problem> problems) {}
