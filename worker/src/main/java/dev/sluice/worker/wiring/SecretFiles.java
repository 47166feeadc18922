package dev.sluice.worker.wiring;

import dev.sluice.worker.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that the settings name.
final class SecretFiles {
    private SecretFiles() {}

    /// The whole file, such as a certificate.
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new CommandFailure("'" + file
                    + "', which the settings name, cannot be read. Restore it, or correct the" + " settings.");
        }
    }

    /// A password: white space around it, such as the line's end, does not count.
    static String password(Path file) {
        return text(file).strip();
    }
}
