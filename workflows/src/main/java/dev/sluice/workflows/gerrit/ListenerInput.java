package dev.sluice.workflows.gerrit;

import dev.sluice.workflows.shell.Timeouts;
import java.util.List;

/// @param tenants names of the tenants that hear the connection's events
public record ListenerInput(String connection, List<String> tenants, Timeouts timeouts) {}
