package dev.sluice.activities.step.jinja;

/// Ansible's reading of `yes`, `on`, `1` and `true`.
public final class Truth {
    private Truth() {}

    public static boolean of(Object value) {
        return Boolean.TRUE.equals(CoreFilters.bool(value));
    }
}
