package dev.sluice.engine.config.yaml;

/// One attribute of an object of the language.
///
/// @param required whether the object is wrong without it
/// @param mergeable whether `!override` and `!inherit` may stand on its value (B21)
/// @param fallback the default, as a user would write it; empty for none
public record Attribute(String name, Shape shape, boolean required, boolean mergeable, String fallback) {

    public static Attribute optional(String name, Shape shape) {
        return new Attribute(name, shape, false, false, "");
    }

    public static Attribute required(String name, Shape shape) {
        return new Attribute(name, shape, true, false, "");
    }

    public static Attribute optional(String name, Shape shape, String fallback) {
        return new Attribute(name, shape, false, false, fallback);
    }

    Attribute merging() {
        return new Attribute(name, shape, required, true, fallback);
    }
}
