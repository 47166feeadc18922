package dev.sluice.activities.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The log directory as HTTP may show it: whatever is asked for, nothing outside a build's own directory is found.
public final class LogFiles {
    private static final Pattern BUILD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,127}");

    private final Path root;

    LogFiles(Path root) {
        this.root = root;
    }

    static String requireBuild(String build) {
        if (!BUILD.matcher(build).matches()) {
            throw new IllegalArgumentException("'" + build + "' is not the id of a build");
        }
        return build;
    }

    /// @param bytes 0 for a directory
    public record Entry(String name, boolean directory, long bytes) {}

    /// A regular file of a build, such as `job-output.txt`.
    public Optional<Path> file(String build, String relative) {
        return resolve(build, relative).filter(Files::isRegularFile);
    }

    /// A directory's entries by name; absent when it is not a directory of the build.
    public Optional<List<Entry>> list(String build, String relative) {
        return resolve(build, relative).filter(Files::isDirectory).map(LogFiles::entries);
    }

    private static List<Entry> entries(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !Files.isSymbolicLink(file))
                    .map(LogFiles::entry)
                    .sorted(Comparator.comparing(Entry::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(Path file) {
        boolean directory = Files.isDirectory(file);
        return new Entry(
                file.getFileName().toString(),
                directory,
                directory ? 0 : file.toFile().length());
    }

    private Optional<Path> resolve(String build, String relative) {
        if (!BUILD.matcher(build).matches() || relative.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            Path own = root.resolve(build).toRealPath();
            Path wanted = own.resolve(relative).toRealPath();
            return wanted.startsWith(own) ? Optional.of(wanted) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
