package dev.sluice.activities.step.module;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a module did, as playbooks see it when they register it: `changed`, `failed`, `msg` and the module's own keys.
public final class Result {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Result(boolean changed, boolean failed) {
        values.put("changed", changed);
        values.put("failed", failed);
    }

    public static Result ok() {
        return new Result(false, false);
    }

    public static Result changed(boolean changed) {
        return new Result(changed, false);
    }

    public static Result failed(String message) {
        return new Result(false, true).with("msg", message);
    }

    public static Result skipped() {
        return new Result(false, false).with("skipped", true);
    }

    public Result with(String key, @Nullable Object value) {
        values.put(key, value);
        return this;
    }

    public boolean isChanged() {
        return Boolean.TRUE.equals(values.get("changed"));
    }

    public boolean isFailed() {
        return Boolean.TRUE.equals(values.get("failed"));
    }

    public boolean isSkipped() {
        return Boolean.TRUE.equals(values.get("skipped"));
    }

    public String message() {
        Object message = values.get("msg");
        return message == null ? "" : String.valueOf(message);
    }

    /// Live: later changes are seen.
    public Map<String, Object> values() {
        return values;
    }
}
