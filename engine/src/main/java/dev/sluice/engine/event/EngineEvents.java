package dev.sluice.engine.event;

import dev.sluice.engine.change.Change;
import java.util.List;
import java.util.Optional;

/// Events that the engine itself makes (F96); their `ref` is the pipeline that they come from.
public final class EngineEvents {
    /// A change whose cycle was broken is to enter the pipeline again (F30).
    public static final String ENQUEUE_AGAIN = "sluice-enqueue-again";

    /// The connection that `zuul` triggers listen to.
    public static final String CONNECTION = "zuul";

    private EngineEvents() {}

    /// @param key different for each happening
    public static TriggerEvent of(String type, String pipeline, Change change, String key, long atEpochSecond) {
        return new TriggerEvent(
                type + "/" + key,
                CONNECTION,
                type,
                atEpochSecond,
                change.project(),
                change.branch(),
                Optional.of(change.key()),
                pipeline,
                "",
                "",
                Optional.empty(),
                "",
                List.of(),
                List.of(),
                List.of());
    }
}
