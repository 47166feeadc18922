package dev.sluice.workflows.shell;

import io.temporal.common.Priority;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Who gets a place on a host first when there are not enough (C53), in Temporal's words. Precedence is the priority
/// key; lines of the same precedence take turns as fairness keys, so that one with hundreds of changes does not keep
/// all others from being tested, which is what Zuul's relative priority is for.
public final class Turns {
    private static final int HIGH = 1;
    private static final int NORMAL = 3;
    private static final int LOW = 5;
    /// Temporal takes no longer fairness keys.
    private static final int KEY_BYTES = 64;

    private Turns() {}

    /// @param precedence of the pipeline: `high`, `normal` or `low`
    /// @param line what takes turns with others: a queue of a pipeline of a tenant
    public static Priority of(String precedence, String line) {
        int key = switch (precedence) {
            case "high" -> HIGH;
            case "low" -> LOW;
            default -> NORMAL;
        };
        return Priority.newBuilder()
                .setPriorityKey(key)
                .setFairnessKey(fitting(line))
                .build();
    }

    /// One step before others of the same precedence: a paused build holds nodes for as long as this one waits.
    public static Priority sooner(Priority own) {
        int key = own.getPriorityKey() == 0 ? NORMAL : own.getPriorityKey();
        return Priority.newBuilder()
                .setPriorityKey(Math.max(HIGH, key - 1))
                .setFairnessKey(own.getFairnessKey())
                .setFairnessWeight(own.getFairnessWeight())
                .build();
    }

    private static String fitting(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= KEY_BYTES ? key : UUID.nameUUIDFromBytes(bytes).toString();
    }
}
