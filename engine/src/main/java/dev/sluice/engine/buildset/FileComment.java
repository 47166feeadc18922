package dev.sluice.engine.buildset;

/// A remark on a line of a file of the change (E6, A77).
///
/// @param startCharacter 0-based, with the other three a range; all four 0 when only the line is known
public record FileComment(
        String path, int line, String message, int startLine, int startCharacter, int endLine, int endCharacter) {}
