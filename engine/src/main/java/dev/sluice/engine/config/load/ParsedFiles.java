package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Secret;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.yaml.FileParser;
import dev.sluice.engine.config.yaml.ParsedFile;
import dev.sluice.engine.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What earlier loads found out, so that a change reads and parses again only what it touches: branches by their
/// version, files by place and content, secrets that could be read.
///
/// Not for use by several threads at once.
public final class ParsedFiles {
    /// Characters of all files together. A parsed file takes about twenty bytes of memory for each.
    private static final long MOST_CHARACTERS = 32_000_000;
    /// An empty file or branch is not free either.
    private static final int EMPTY = 100;

    private static final int MOST_SECRETS = 20_000;

    private record Key(Project project, String branch, String path, boolean trusted, String text) {}

    private record BranchKey(
            Project project, String branch, String version, boolean trusted, List<String> extraConfigPaths) {}

    /// The files of one branch, in the order in which they are read.
    ///
    /// @param characters of all files
    record ParsedBranch(List<ParsedFile> files, List<Problem> problems, long characters) {}

    private final FileParser parser;
    private final Recent<Key, ParsedFile> parsed = new Recent<>(MOST_CHARACTERS);
    private final Recent<BranchKey, ParsedBranch> branches = new Recent<>(MOST_CHARACTERS);
    private final Recent<Secret, Boolean> readable = new Recent<>(MOST_SECRETS);
    private int misses;

    public ParsedFiles(Connections connections) {
        this.parser = new FileParser(connections);
    }

    ParsedFile parse(Project project, String branch, String path, boolean trusted, String text) {
        var key = new Key(project, branch, path, trusted, text);
        return parsed.find(key).orElseGet(() -> {
            misses++;
            return parsed.keep(key, parser.parse(project, branch, path, trusted, text), EMPTY + text.length());
        });
    }

    /// A branch as it was read when it had the same version, else as `read` gives it.
    ParsedBranch branch(TenantProject project, String branch, Optional<String> version, Supplier<ParsedBranch> read) {
        if (version.isEmpty()) {
            return read.get();
        }
        var key =
                new BranchKey(project.project(), branch, version.get(), project.trusted(), project.extraConfigPaths());
        return branches.find(key).orElseGet(() -> {
            ParsedBranch found = read.get();
            return branches.keep(key, found, EMPTY + found.characters());
        });
    }

    /// Whether a secret can be decrypted. Only a yes is remembered, for a missing key may come.
    boolean readable(Secret secret, Supplier<Boolean> test) {
        if (readable.find(secret).isPresent()) {
            return true;
        }
        return test.get() && readable.keep(secret, true, 1);
    }

    /// How many files were really parsed.
    public int misses() {
        return misses;
    }
}
