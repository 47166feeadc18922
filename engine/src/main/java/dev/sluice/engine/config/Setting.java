package dev.sluice.engine.config;

/// A value of an attribute whose way of merging the author may choose with a tag (B21).
public record Setting<T>(T value, Mode mode) {

    /// How it meets the value inherited.
    public enum Mode {
        /// As the table of section 2.3 says for the attribute.
        USUAL,
        /// `!override`: replaces.
        OVERRIDE,
        /// `!inherit`: merges.
        INHERIT
    }

    /// Whether it replaces, for an attribute that usually does so or not.
    public boolean replaces(boolean usually) {
        return switch (mode) {
            case USUAL -> usually;
            case OVERRIDE -> true;
            case INHERIT -> false;
        };
    }
}
