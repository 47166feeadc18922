package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.problem.Problems;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Resolves aliases, merge keys and tags of one file.
final class NodeConverter {
    private static final long MOST_NODES = 1_000_000;
    private static final String CORE = "tag:yaml.org,2002:";

    private final FileText file;
    private final Problems problems;
    private final IdentityHashMap<Node, Converted> done = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();

    /// @param size nodes after expansion of all aliases below
    private record Converted(YamlNode node, long size) {}

    NodeConverter(FileText file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    Optional<YamlNode> convert(Node root) {
        Converted converted = convertNode(root);
        if (converted != null && converted.size > MOST_NODES) {
            report(
                    ConfigCode.TOO_MANY_ALIASES,
                    Span.FILE,
                    "aliases blow the file up to more than %d values.".formatted(MOST_NODES),
                    "Use fewer aliases of aliases.");
        }
        return Optional.ofNullable(converted).map(Converted::node);
    }

    private @Nullable Converted convertNode(Node node) {
        Converted known = done.get(node);
        if (known != null) {
            return known;
        }
        if (open.put(node, Boolean.TRUE) != null) {
            report(ConfigCode.ALIAS_OF_ITSELF, span(node), "an alias refers to the value it stands in.", "");
            return null;
        }
        Converted converted = switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> sequence(sequence);
            case MappingNode mapping -> mapping(mapping);
            default -> null;
        };
        open.remove(node);
        if (converted != null) {
            done.put(node, converted);
        }
        return converted;
    }

    private @Nullable Converted scalar(ScalarNode node) {
        YamlTag tag = tag(node);
        Object value = tag == YamlTag.NONE ? Scalars.value(node) : node.getValue();
        return new Converted(new YamlNode.Scalar(span(node), tag, node.getValue(), value), 1);
    }

    private @Nullable Converted sequence(SequenceNode node) {
        List<YamlNode> items = new ArrayList<>();
        long size = 1;
        for (Node item : node.getValue()) {
            Converted converted = convertNode(item);
            if (converted != null) {
                items.add(converted.node);
                size = Math.min(size + converted.size, MOST_NODES + 1);
            }
        }
        return new Converted(new YamlNode.Sequence(span(node), tag(node), List.copyOf(items)), size);
    }

    private @Nullable Converted mapping(MappingNode node) {
        Map<String, YamlNode.Entry> own = new LinkedHashMap<>();
        Map<String, YamlNode.Entry> merged = new LinkedHashMap<>();
        long size = 1;
        for (NodeTuple tuple : node.getValue()) {
            Converted value = convertNode(tuple.getValueNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                Span span = span(tuple.getKeyNode());
                report(
                        ConfigCode.KEY_NOT_TEXT,
                        span,
                        "a key of a mapping is itself a list or a mapping.",
                        Jinja.hint(file, span.line()));
            } else if (value != null && isMerge(key)) {
                merge(merged, value.node, span(key));
                size = Math.min(size + value.size, MOST_NODES + 1);
            } else if (value != null) {
                put(own, key, value.node);
                size = Math.min(size + value.size, MOST_NODES + 1);
            }
        }
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(merged);
        entries.putAll(own);
        return new Converted(new YamlNode.Mapping(span(node), tag(node), List.copyOf(entries.values())), size);
    }

    private void put(Map<String, YamlNode.Entry> entries, ScalarNode key, YamlNode value) {
        var entry = new YamlNode.Entry(key.getValue(), span(key), value);
        if (entries.putIfAbsent(key.getValue(), entry) != null) {
            report(
                    ConfigCode.DUPLICATE_KEY,
                    span(key),
                    "the key '%s' appears more than once.".formatted(key.getValue()),
                    "Keep one of them.");
        }
    }

    private void merge(Map<String, YamlNode.Entry> merged, YamlNode value, Span where) {
        List<YamlNode> sources = value instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(value);
        for (YamlNode source : sources) {
            if (source instanceof YamlNode.Mapping mapping) {
                mapping.entries().forEach(entry -> merged.putIfAbsent(entry.key(), entry));
            } else {
                report(
                        ConfigCode.BAD_MERGE_KEY,
                        where,
                        "the merge key '<<' is given %s.".formatted(source.describe()),
                        "Give it an alias of a mapping, or a list of them.");
            }
        }
    }

    private static boolean isMerge(ScalarNode key) {
        return key.getTag().equals(Tag.MERGE);
    }

    private YamlTag tag(Node node) {
        String text = node.getTag().getValue();
        if (text.startsWith(CORE)) {
            String name = text.substring(CORE.length());
            if (List.of("str", "int", "float", "bool", "null", "seq", "map", "timestamp", "merge", "value")
                    .contains(name)) {
                return YamlTag.NONE;
            }
        }
        for (YamlTag tag : YamlTag.values()) {
            if (tag != YamlTag.NONE && tag.text().equals(text)) {
                if (tag == YamlTag.ENCRYPTED && node instanceof MappingNode) {
                    report(
                            ConfigCode.TAG_NOT_HERE,
                            span(node),
                            "the tag '%s' stands on a mapping.".formatted(text),
                            "It belongs on a text or on a list of texts.");
                }
                return tag;
            }
        }
        boolean unsafe = text.equals("!unsafe");
        report(
                unsafe ? ConfigCode.UNSAFE_TAG : ConfigCode.UNKNOWN_TAG,
                span(node),
                unsafe
                        ? "the tag '!unsafe' belongs to Ansible's files, not to configuration."
                        : "the tag '%s' is unknown."
                                .formatted(text.startsWith(CORE) ? "!!" + text.substring(CORE.length()) : text),
                unsafe
                        ? "Leave it out: variables are never templated while they are loaded."
                        : "Known tags are '!encrypted/pkcs1-oaep', '!override' and '!inherit'.");
        return YamlTag.NONE;
    }

    static Span span(Node node) {
        return new Span(
                node.getStartMark().getLine() + 1,
                node.getStartMark().getColumn() + 1,
                node.getEndMark().getLine() + 1,
                node.getEndMark().getColumn() + 1);
    }

    private void report(ConfigCode code, Span span, String message, String hint) {
        Span around = span.line() == 0 ? span : new Span(Math.max(1, span.line() - 2), 1, span.line() + 2, 1);
        problems.add(file.problem(code, span, around, message, hint));
    }
}
