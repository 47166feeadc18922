package dev.sluice.engine.config.yaml;

/// A stretch of a file; lines and columns count from 1, the end is exclusive. Line 0 stands for the whole file.
public record Span(int line, int column, int endLine, int endColumn) {
    public static final Span FILE = new Span(0, 0, 0, 0);
}
