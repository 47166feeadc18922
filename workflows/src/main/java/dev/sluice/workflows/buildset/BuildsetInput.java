package dev.sluice.workflows.buildset;

import dev.sluice.engine.change.Subject;
import dev.sluice.workflows.shell.Timeouts;
import java.util.List;
import java.util.Optional;

/// One attempt at an item.
///
/// @param layout reference of the layout in force when it was started
/// @param ahead subjects of the items ahead, oldest first
/// @param rerunOf earlier buildset whose good results may be carried over
public record BuildsetInput(
        String tenant,
        String pipeline,
        String layout,
        String buildset,
        Subject subject,
        List<Subject> ahead,
        Optional<String> rerunOf,
        Timeouts timeouts) {}
