package dev.sluice.activities.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts a stream of bytes into lines, whatever the pieces it comes in.
final class LineSplitter {
    /// A line longer than this is cut, so that a program that never prints a line break cannot fill the memory.
    static final int LONGEST_LINE = 256 * 1024;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void accept(byte[] piece) {
        int start = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                open.write(piece, start, i - start);
                emit();
                start = i + 1;
            } else if (open.size() + i - start >= LONGEST_LINE) {
                open.write(piece, start, i - start);
                emit();
                start = i;
            }
        }
        open.write(piece, start, piece.length - start);
    }

    /// Hands on what came after the last line break.
    void finish() {
        if (open.size() > 0) {
            emit();
        }
    }

    private void emit() {
        String line = open.toString(StandardCharsets.UTF_8);
        open.reset();
        lines.accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
}
