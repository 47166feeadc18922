package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.Regex;
import dev.sluice.engine.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads attributes of a mapping that was checked against its table; asking for one the table lacks is a bug.
public final class FieldReader {
    private final YamlNode.Mapping mapping;
    private final Schema schema;

    public FieldReader(YamlNode.Mapping mapping, Schema schema) {
        this.mapping = mapping;
        this.schema = schema;
    }

    public Optional<YamlNode> node(String name) {
        if (schema.find(name).isEmpty()) {
            throw new IllegalStateException("the table of '%s' has no '%s'".formatted(schema.kind(), name));
        }
        return mapping.find(name);
    }

    public boolean has(String name) {
        return node(name).isPresent();
    }

    /// Place of an attribute's value, or of the whole mapping.
    public Span span(String name) {
        return node(name).map(YamlNode::span).orElse(mapping.span());
    }

    public Optional<String> text(String name) {
        return node(name).map(FieldReader::text);
    }

    public String textOr(String name, String fallback) {
        return text(name).orElse(fallback);
    }

    public Optional<Boolean> truth(String name) {
        return node(name).map(node -> Boolean.TRUE.equals(((YamlNode.Scalar) node).value()));
    }

    public boolean truthOr(String name, boolean fallback) {
        return truth(name).orElse(fallback);
    }

    public Optional<Integer> whole(String name) {
        return node(name).map(node -> (Integer) ((YamlNode.Scalar) node).value());
    }

    public int wholeOr(String name, int fallback) {
        return whole(name).orElse(fallback);
    }

    /// The items of a list, or the one item given in its place.
    public List<YamlNode> items(String name) {
        return node(name).map(FieldReader::items).orElse(List.of());
    }

    public Optional<List<String>> texts(String name) {
        return list(name, FieldReader::text);
    }

    public List<String> textsOr(String name) {
        return texts(name).orElse(List.of());
    }

    public Optional<List<Regex>> regexes(String name) {
        return list(name, FieldReader::regex);
    }

    public List<Regex> regexesOr(String name) {
        return regexes(name).orElse(List.of());
    }

    public <T> Optional<List<T>> list(String name, Function<YamlNode, T> read) {
        return node(name).map(node -> items(node).stream().map(read).toList());
    }

    public <T> Optional<Setting<List<T>>> settingList(String name, Function<YamlNode, T> read) {
        return node(name)
                .map(node -> new Setting<>(items(node).stream().map(read).toList(), mode(node)));
    }

    public Optional<Setting<Map<String, Object>>> settingMap(String name) {
        return node(name).map(node -> new Setting<>(((YamlNode.Mapping) node).plain(), mode(node)));
    }

    public Optional<Map<String, Object>> map(String name) {
        return node(name).map(node -> ((YamlNode.Mapping) node).plain());
    }

    public static String text(YamlNode node) {
        return ((YamlNode.Scalar) node).text();
    }

    /// The items of a list, or the one given in its place; an empty text is an empty list.
    public static List<YamlNode> items(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && scalar.text().isEmpty()) {
            return List.of();
        }
        return node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    }

    static Regex regex(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            var reader = new FieldReader(mapping, Shapes.REGEX);
            return parsed(reader.textOr("regex", ""), reader.truthOr("negate", false));
        }
        return parsed(text(node), false);
    }

    private static Regex parsed(String pattern, boolean negate) {
        return Regex.parse(pattern, negate)
                .orElseThrow(() -> new IllegalStateException("unchecked regular expression: " + pattern));
    }

    private static Setting.Mode mode(YamlNode node) {
        return switch (node.tag()) {
            case OVERRIDE -> Setting.Mode.OVERRIDE;
            case INHERIT -> Setting.Mode.INHERIT;
            case NONE -> Setting.Mode.USUAL;
            case ENCRYPTED -> Setting.Mode.USUAL;
        };
    }
}
