package dev.sluice.workflows.shell;

import io.temporal.common.Priority;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// When a build gets a place on a host, if there are not enough (C53), in Temporal's words: `priority` is the priority
/// key, `line` the fairness key. Lines of the same precedence take turns, so that one with hundreds of changes does not
/// keep all others from being tested, which is what Zuul's relative priority is for.
///
/// @param priority 1 for the first; 0 for what was started before there were any
/// @param line what takes turns with others: a queue of a pipeline of a tenant
public record Turn(int priority, String line) {
    /// Of what was started before there were turns.
    public static final Turn NONE = new Turn(0, "");

    private static final int HIGH = 1;
    private static final int NORMAL = 3;
    private static final int LOW = 5;
    /// Temporal takes no longer fairness keys.
    private static final int KEY_BYTES = 64;

    /// @param precedence of the pipeline: `high`, `normal` or `low`
    public static Turn of(String precedence, String line) {
        int key = switch (precedence) {
            case "high" -> HIGH;
            case "low" -> LOW;
            default -> NORMAL;
        };
        return new Turn(key, fitting(line));
    }

    /// One step before others of the same precedence: a paused build holds nodes for as long as this one waits.
    public Turn sooner() {
        int key = priority == 0 ? NORMAL : priority;
        return new Turn(Math.max(HIGH, key - 1), line);
    }

    /// In Temporal's words.
    public Priority asPriority() {
        return priority == 0
                ? Priority.getDefaultInstance()
                : Priority.newBuilder()
                        .setPriorityKey(priority)
                        .setFairnessKey(line)
                        .build();
    }

    private static String fitting(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= KEY_BYTES ? key : UUID.nameUUIDFromBytes(bytes).toString();
    }
}
