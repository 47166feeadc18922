package dev.sluice.engine.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Paths inside a repository: relative, with `/`, never leaving it.
public final class RepositoryPath {
    private RepositoryPath() {}

    /// `file` as seen from `directory`; absent when it is absolute or leaves the repository.
    public static Optional<String> resolve(String directory, String file) {
        if (file.isEmpty() || file.startsWith("/") || file.indexOf('\0') >= 0 || file.indexOf('\\') >= 0) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : (directory + "/" + file).split("/")) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (parts.isEmpty()) {
                        return Optional.empty();
                    }
                    parts.removeLast();
                }
                default -> parts.add(part);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
    }

    /// The directory part; empty at the root.
    public static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
