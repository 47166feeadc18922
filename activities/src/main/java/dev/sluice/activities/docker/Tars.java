package dev.sluice.activities.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Tar archives for the engine's archive calls; every entry belongs to root.
final class Tars {
    static final int DIRECTORY_MODE = 0755;
    private static final int EXECUTABLE = 0111;
    private static final int PLAIN = 0644;

    private Tars() {}

    /// @param files absolute path → content; unpacked at `/`, where missing directories are made
    static byte[] of(Map<String, byte[]> files, int mode) {
        var bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = open(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                var entry = new TarArchiveEntry(relative(file.getKey()));
                entry.setMode(mode);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Writes a directory's content below `to`, symbolic links kept.
    static void writeTree(Path from, String to, OutputStream out) throws IOException {
        try (TarArchiveOutputStream tar = open(out)) {
            Files.walkFileTree(from, new TreeWriter(from, relative(to), tar));
        }
    }

    private static String relative(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }

    private static TarArchiveOutputStream open(OutputStream out) {
        var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }

    private static final class TreeWriter extends SimpleFileVisitor<Path> {
        private final Path root;
        private final String target;
        private final TarArchiveOutputStream tar;

        TreeWriter(Path root, String target, TarArchiveOutputStream tar) {
            this.root = root;
            this.target = target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
            this.tar = tar;
        }

        /// The target itself may exist with a mode of its own, so it is only named when nothing in it would make it.
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (directory.equals(root) && !isEmpty(directory)) {
                return FileVisitResult.CONTINUE;
            }
            var entry = new TarArchiveEntry(name(directory) + "/");
            entry.setMode(DIRECTORY_MODE);
            put(entry, attributes);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isSymbolicLink()) {
                var entry = new TarArchiveEntry(name(file), TarConstants.LF_SYMLINK);
                entry.setLinkName(Files.readSymbolicLink(file).toString());
                put(entry, attributes);
            } else if (attributes.isRegularFile()) {
                var entry = new TarArchiveEntry(name(file));
                entry.setSize(attributes.size());
                entry.setMode(PLAIN | (executable(file) ? EXECUTABLE : 0));
                entry.setModTime(attributes.lastModifiedTime());
                tar.putArchiveEntry(entry);
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
            return FileVisitResult.CONTINUE;
        }

        private void put(TarArchiveEntry entry, BasicFileAttributes attributes) throws IOException {
            entry.setModTime(attributes.lastModifiedTime());
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }

        private String name(Path path) {
            Path below = root.relativize(path);
            return below.toString().isEmpty() ? target : target + "/" + below;
        }

        private static boolean isEmpty(Path directory) throws IOException {
            try (Stream<Path> children = Files.list(directory)) {
                return children.findAny().isEmpty();
            }
        }

        private static boolean executable(Path file) throws IOException {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
        }
    }
}
