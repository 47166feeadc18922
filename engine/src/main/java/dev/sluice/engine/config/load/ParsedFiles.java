package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.yaml.FileParser;
import dev.sluice.engine.config.yaml.ParsedFile;
import java.util.LinkedHashMap;

/// Files already parsed, by place and content, so that a change parses again only what it touches.
///
/// Not for use by several threads at once. The oldest entries leave when it is full.
public final class ParsedFiles {
    private static final int MOST = 20_000;

    private record Key(Project project, String branch, String path, boolean trusted, String text) {}

    private final FileParser parser;
    private final LinkedHashMap<Key, ParsedFile> parsed = new LinkedHashMap<>();
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
        ParsedFile file = parser.parse(project, branch, path, trusted, text);
        if (parsed.size() >= MOST) {
            parsed.pollFirstEntry();
        }
        parsed.put(key, file);
        return file;
    }

    /// How many files were really parsed.
    public int misses() {
        return misses;
    }
}
