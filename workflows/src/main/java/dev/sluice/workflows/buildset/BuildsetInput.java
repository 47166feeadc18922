package dev.sluice.workflows.buildset;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.shell.Turn;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One attempt at an item.
///
/// @param layout reference of the layout in force when it was started
/// @param cycle all changes of a dependency cycle in their order; empty for a single subject
/// @param held whether it may start nothing until the queue lets it
/// @param ahead subjects of the items ahead, oldest first
/// @param rerunOf earlier buildset whose good results may be carried over
/// @param turn when its builds get their places
/// @param event id of what brought the item into its pipeline
public record BuildsetInput(
        String tenant,
        String pipeline,
        String layout,
        String buildset,
        Subject subject,
        List<Change> cycle,
        List<Subject> ahead,
        boolean held,
        Optional<String> rerunOf,
        String event,
        Timeouts timeouts,
        Turn turn) {

    public BuildsetInput {
        // Histories from before events had ids do not have it.
        event = Objects.requireNonNullElse(event, "");
        // Nor have those from before there were turns.
        turn = Objects.requireNonNullElse(turn, Turn.NONE);
    }
}
