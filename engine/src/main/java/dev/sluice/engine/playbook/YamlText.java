package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.YamlValue.Entry;
import dev.sluice.engine.playbook.YamlValue.Mapping;
import dev.sluice.engine.playbook.YamlValue.Scalar;
import dev.sluice.engine.playbook.YamlValue.Sequence;
import dev.sluice.engine.problem.Place;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads the YAML of one file, as PyYAML would (1.1, so `yes` is true and `0644` is octal), within limits.
///
/// Hazard: a few anchors can expand to billions of values, so values are counted as they are expanded.
final class YamlText {
    private final String path;
    private final PlaybookProblems problems;
    private int values;

    private YamlText(String path, PlaybookProblems problems) {
        this.path = path;
        this.problems = problems;
    }

    /// The file's single document; absent when it is empty or cannot be read, which is then among the problems.
    static Optional<YamlValue> read(String path, String text, PlaybookProblems problems) {
        if (text.length() > PlaybookLimits.FILE_CHARACTERS) {
            problems.tooLarge(Place.file(path, 0, 0), "the file has " + text.length() + " characters");
            return Optional.empty();
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(PlaybookLimits.FILE_CHARACTERS + 1);
        options.setMaxAliasesForCollections(PlaybookLimits.YAML_VALUES);
        options.setNestingDepthLimit(PlaybookLimits.YAML_DEPTH);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            return root == null ? Optional.empty() : Optional.of(new YamlText(path, problems).value(root, 0));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            Place place =
                    mark == null ? Place.file(path, 0, 0) : Place.file(path, mark.getLine() + 1, mark.getColumn() + 1);
            problems.notYaml(place, e.getProblem() == null ? "malformed" : e.getProblem());
        } catch (TooManyValues e) {
            problems.tooLarge(e.place, "it expands to more than " + PlaybookLimits.YAML_VALUES + " values");
        } catch (YAMLException e) {
            problems.notYaml(
                    Place.file(path, 0, 0),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("malformed"));
        }
        return Optional.empty();
    }

    private YamlValue value(Node node, int depth) {
        Place place = place(node);
        if (++values > PlaybookLimits.YAML_VALUES || depth > PlaybookLimits.YAML_DEPTH) {
            throw new TooManyValues(place);
        }
        return switch (node) {
            case ScalarNode scalar -> new Scalar(place, scalar(scalar, place));
            case SequenceNode sequence -> {
                List<YamlValue> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(value(item, depth + 1));
                }
                yield new Sequence(place, List.copyOf(items));
            }
            case MappingNode mapping -> mapping(mapping, place, depth);
            default -> throw new YAMLException("unexpected " + node.getNodeId());
        };
    }

    private Mapping mapping(MappingNode node, Place place, int depth) {
        Map<String, Entry> merged = new LinkedHashMap<>();
        Map<String, Entry> own = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(value(tuple.getValueNode(), depth + 1), merged);
                continue;
            }
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.malformed(place(tuple.getKeyNode()), "a key of a mapping", "a word", "a nested value");
                continue;
            }
            String key = keyNode.getValue();
            Place keyPlace = place(keyNode);
            if (own.put(key, new Entry(key, keyPlace, value(tuple.getValueNode(), depth + 1))) != null) {
                problems.repeated(keyPlace, key);
            }
        }
        merged.forEach(own::putIfAbsent);
        return new Mapping(place, List.copyOf(own.values()));
    }

    private void merge(YamlValue value, Map<String, Entry> into) {
        switch (value) {
            case Mapping mapping -> mapping.entries().forEach(entry -> into.putIfAbsent(entry.key(), entry));
            case Sequence sequence -> sequence.items().forEach(item -> merge(item, into));
            case Scalar scalar ->
                problems.malformed(scalar.place(), "'<<'", "a mapping or a list of mappings", scalar.kind());
        }
    }

    private @Nullable Object scalar(ScalarNode node, Place place) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP)) {
            return text;
        }
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return switch (text.toLowerCase(java.util.Locale.ROOT)) {
                case "yes", "true", "on" -> true;
                default -> false;
            };
        }
        if (tag.equals(Tag.INT)) {
            return YamlNumbers.integer(text);
        }
        if (tag.equals(Tag.FLOAT)) {
            return YamlNumbers.decimal(text);
        }
        problems.unknownTag(place, tag.getValue());
        return text;
    }

    private Place place(Node node) {
        Mark start = node.getStartMark();
        Mark end = node.getEndMark();
        return new Place(
                "", "", path, start.getLine() + 1, start.getColumn() + 1, end.getLine() + 1, end.getColumn() + 1);
    }

    private static final class TooManyValues extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Place place;

        TooManyValues(Place place) {
            super(null, null, false, false);
            this.place = place;
        }
    }
}
