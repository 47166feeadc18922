package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Secret;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.yaml.FileParser;
import dev.sluice.engine.config.yaml.ParsedFile;
import dev.sluice.engine.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// What earlier loads found out, so that a change reads and parses again only what it touches: branches by their
/// version, files by place and content, secrets that could be read.
///
/// Not for use by several threads at once. The oldest entries leave when it is full.
public final class ParsedFiles {
    private static final int MOST = 50_000;

    private record Key(Project project, String branch, String path, boolean trusted, String text) {}

    private record BranchKey(
            Project project, String branch, String version, boolean trusted, List<String> extraConfigPaths) {}

    /// The files of one branch, in the order in which they are read.
    record ParsedBranch(List<ParsedFile> files, List<Problem> problems) {}

    private final FileParser parser;
    private final LinkedHashMap<Key, ParsedFile> parsed = new LinkedHashMap<>();
    private final LinkedHashMap<BranchKey, ParsedBranch> branches = new LinkedHashMap<>();
    private final LinkedHashMap<Secret, Boolean> readable = new LinkedHashMap<>();
    private int misses;

    public ParsedFiles(Connections connections) {
        this.parser = new FileParser(connections);
    }

    ParsedFile parse(Project project, String branch, String path, boolean trusted, String text) {
        var key = new Key(project, branch, path, trusted, text);
        ParsedFile known = parsed.get(key);
        if (known != null) {
            return known;
        }
        misses++;
        return keep(parsed, key, parser.parse(project, branch, path, trusted, text));
    }

    /// A branch as it was read when it had the same version, else as `read` gives it.
    ParsedBranch branch(TenantProject project, String branch, Optional<String> version, Supplier<ParsedBranch> read) {
        if (version.isEmpty()) {
            return read.get();
        }
        var key =
                new BranchKey(project.project(), branch, version.get(), project.trusted(), project.extraConfigPaths());
        ParsedBranch known = branches.get(key);
        return known == null ? keep(branches, key, read.get()) : known;
    }

    /// Whether a secret can be decrypted. Only a yes is remembered, for a missing key may come.
    boolean readable(Secret secret, Supplier<Boolean> test) {
        if (readable.containsKey(secret)) {
            return true;
        }
        boolean yes = test.get();
        if (yes) {
            keep(readable, secret, true);
        }
        return yes;
    }

    private static <K, V> V keep(SequencedMap<K, V> cache, K key, V value) {
        if (cache.size() >= MOST) {
            cache.pollFirstEntry();
        }
        cache.put(key, value);
        return value;
    }

    /// How many files were really parsed.
    public int misses() {
        return misses;
    }
}
