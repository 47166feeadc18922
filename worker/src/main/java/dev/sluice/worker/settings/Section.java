package dev.sluice.worker.settings;

import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Severity;
import dev.sluice.engine.problem.Suggestions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// One mapping of the settings file. Each question notes its key as known; [#close] tells the keys nobody asked for.
///
/// A wrong value is noted as a problem and answered with a harmless one, so that reading goes on.
final class Section {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");

    private final String name;
    private final Path file;
    private final @Nullable Node node;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();

    Section(String name, Path file, @Nullable Node node, Problems problems) {
        this.name = name;
        this.file = file;
        this.node = node;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    if (values.containsKey(key.getValue())) {
                        problem(
                                "SETTINGS-002",
                                key,
                                "'" + key.getValue() + "' appears more than once in " + name + ".",
                                "");
                    }
                    values.put(key.getValue(), tuple.getValueNode());
                    keys.put(key.getValue(), key);
                }
            }
        } else if (node != null) {
            problem("SETTINGS-003", node, name + " must be a mapping.", "Write it as 'key: value' lines.");
        }
    }

    boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    Section section(String key) {
        known.add(key);
        return new Section("'" + key + "'", file, values.get(key), problems);
    }

    /// Sections by name, in the order written.
    Map<String, Section> sections(String key) {
        Section all = section(key);
        Map<String, Section> sections = new LinkedHashMap<>();
        all.values.forEach(
                (name, value) -> sections.put(name, new Section("'" + key + "." + name + "'", file, value, problems)));
        return sections;
    }

    String text(String key, String fallback) {
        return optionalText(key).orElse(fallback);
    }

    String requiredText(String key) {
        Optional<String> text = optionalText(key);
        if (text.isEmpty() && !values.containsKey(key)) {
            problem("SETTINGS-004", node, name + " needs '" + key + "'.", "Add '" + key + ": …'.");
        }
        return text.orElse("");
    }

    Optional<String> optionalText(String key) {
        known.add(key);
        Node value = values.get(key);
        if (value instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        if (value != null) {
            problem("SETTINGS-005", value, "'" + key + "' must be a single value.", "");
        }
        return Optional.empty();
    }

    List<String> texts(String key) {
        known.add(key);
        Node value = values.get(key);
        List<String> texts = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    texts.add(scalar.getValue());
                } else {
                    problem("SETTINGS-005", item, "'" + key + "' must hold single values.", "");
                }
            }
        } else if (value != null) {
            problem("SETTINGS-005", value, "'" + key + "' must be a list.", "Write it as '- value' lines.");
        }
        return texts;
    }

    boolean flag(String key, boolean fallback) {
        Optional<String> text = optionalText(key);
        if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
            problem("SETTINGS-006", values.get(key), "'" + key + "' is '" + text.get() + "'.", "Allowed: true, false.");
        }
        return text.map(Boolean::parseBoolean).orElse(fallback);
    }

    int port(String key, int fallback) {
        Optional<String> text = optionalText(key);
        if (text.isEmpty()) {
            return fallback;
        }
        if (text.get().matches("[0-9]{1,5}") && Integer.parseInt(text.get()) <= 65535) {
            return Integer.parseInt(text.get());
        }
        problem(
                "SETTINGS-007",
                values.get(key),
                "'" + key + "' is '" + text.get() + "'.",
                "Allowed: a port, 0 to 65535.");
        return fallback;
    }

    /// A whole number above zero.
    int count(String key, int fallback) {
        Optional<String> text = optionalText(key);
        if (text.isEmpty() || text.get().matches("[1-9][0-9]{0,5}")) {
            return text.map(Integer::parseInt).orElse(fallback);
        }
        problem("SETTINGS-014", values.get(key), "'" + key + "' is '" + text.get() + "'.", "Allowed: 1 to 999999.");
        return fallback;
    }

    /// A length of time such as `500ms`, `3s` or `2m`.
    Duration seconds(String key, Duration fallback) {
        Optional<String> text = optionalText(key);
        if (text.isEmpty()) {
            return fallback;
        }
        Matcher time = TIME.matcher(text.get());
        if (!time.matches()) {
            problem(
                    "SETTINGS-015",
                    values.get(key),
                    "'" + key + "' is '" + text.get() + "'.",
                    "Allowed: a time such as 500ms, 3s, 2m, 12h or 14d.");
            return fallback;
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
    }

    Optional<URI> httpUrl(String key) {
        Optional<String> text = optionalText(key);
        if (text.isPresent() && !text.get().matches("https?://[^/\\s]+.*")) {
            problem(
                    "SETTINGS-008",
                    values.get(key),
                    "'" + key + "' is '" + text.get() + "'.",
                    "Allowed: an address such as 'http://127.0.0.1:8080'.");
            return Optional.empty();
        }
        return text.map(URI::create);
    }

    /// An address as `host:port`.
    String address(String key, String fallback) {
        String text = text(key, fallback);
        if (!text.matches("[^\\s:]+:[0-9]{1,5}")) {
            problem(
                    "SETTINGS-009",
                    values.get(key),
                    "'" + key + "' is '" + text + "'.",
                    "Allowed: host and port, such as '127.0.0.1:9000'.");
            return fallback;
        }
        return text;
    }

    /// A path, relative to the settings file.
    Optional<Path> path(String key) {
        return optionalText(key).map(text -> file.resolveSibling(text).normalize());
    }

    /// A file that must be there and readable.
    Optional<Path> readableFile(String key) {
        Optional<Path> path = path(key);
        if (path.isPresent() && !Files.isReadable(path.get())) {
            problem(
                    "SETTINGS-010",
                    values.get(key),
                    "'" + key + "' names '" + path.get() + "', which cannot be read.",
                    "Create the file, or correct the path (relative paths start at the settings file).");
        }
        return path;
    }

    Path requiredFile(String key) {
        if (!values.containsKey(key)) {
            requiredText(key);
        }
        return readableFile(key).orElse(file);
    }

    void refuse(String code, String key, String message, String hint) {
        problem(code, values.get(key), message, hint);
    }

    void close() {
        keys.forEach((key, keyNode) -> {
            if (!known.contains(key)) {
                String meant = Suggestions.didYouMean(key, known);
                problem(
                        "SETTINGS-001",
                        keyNode,
                        name + " has no setting '" + key + "'.",
                        "Allowed: " + String.join(", ", known) + "." + (meant.isEmpty() ? "" : " " + meant));
            }
        });
    }

    private void problem(String code, @Nullable Node at, String message, String hint) {
        int line = at == null ? 1 : at.getStartMark().getLine() + 1;
        int column = at == null ? 1 : at.getStartMark().getColumn() + 1;
        Place place = Place.file(file.toString(), line, column);
        problems.add(new Problem(code, Severity.ERROR, "Settings Error", place, "", message, hint));
    }
}
