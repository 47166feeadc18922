package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Nodeset;
import dev.sluice.engine.config.NodesetUse;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.jobgraph.FrozenNode;
import dev.sluice.engine.jobgraph.NodeGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads nodesets, named and inline (A60).
final class NodesetReader {
    private final Stanza stanza;
    private final Source source;

    NodesetReader(Stanza stanza, Source source) {
        this.stanza = stanza;
        this.source = source;
    }

    Nodeset nodeset(YamlNode.Mapping mapping) {
        Schema schema = NodesetSchema.NAMED;
        String name = mapping.find("name").map(FieldReader::text).orElse("");
        return read(mapping, schema, name);
    }

    /// The nodeset of a job or an alternative: a name, or written in place.
    NodesetUse use(YamlNode node) {
        return node instanceof YamlNode.Mapping mapping
                ? new NodesetUse.Inline(read(mapping, NodesetSchema.INLINE, ""))
                : new NodesetUse.Named(FieldReader.text(node));
    }

    private Nodeset read(YamlNode.Mapping mapping, Schema schema, String name) {
        var fields = new FieldReader(mapping, schema);
        boolean alternatives = fields.has("alternatives");
        if (alternatives && (fields.has("nodes") || fields.has("groups"))) {
            stanza.report(
                    ConfigCode.NODESET_MIXED,
                    mapping.span(),
                    "a nodeset has 'alternatives' and also 'nodes' or 'groups'.",
                    "Keep one of them.");
        }
        if (!alternatives && !fields.has("nodes")) {
            stanza.report(
                    ConfigCode.MISSING_ATTRIBUTE,
                    mapping.span(),
                    "attribute 'nodes' of the nodeset is missing.",
                    "Give a list of {name, label}; an empty list means that only localhost exists.");
        }
        List<String> names = new ArrayList<>();
        List<FrozenNode> nodes =
                fields.items("nodes").stream().map(node -> node(node, names)).toList();
        List<String> groupNames = new ArrayList<>();
        List<NodeGroup> groups = fields.items("groups").stream()
                .map(group -> group(group, names, groupNames))
                .toList();
        List<NodesetUse> uses =
                fields.items("alternatives").stream().map(this::use).toList();
        return new Nodeset(name, nodes, groups, uses, source);
    }

    private FrozenNode node(YamlNode node, List<String> known) {
        var mapping = (YamlNode.Mapping) node;
        YamlNode nameNode = mapping.find("name").orElse(mapping);
        List<String> names =
                FieldReader.items(nameNode).stream().map(FieldReader::text).toList();
        for (String name : names) {
            refuseLocalhost("node", name, nameNode.span());
            if (known.contains(name)) {
                stanza.report(
                        ConfigCode.DUPLICATE_NODE,
                        nameNode.span(),
                        "two nodes of the nodeset are called '%s'.".formatted(name),
                        "Give every node a name of its own.");
            }
            known.add(name);
        }
        return new FrozenNode(
                names, mapping.find("label").map(FieldReader::text).orElse(""));
    }

    private NodeGroup group(YamlNode node, List<String> nodes, List<String> known) {
        var mapping = (YamlNode.Mapping) node;
        String name = mapping.find("name").map(FieldReader::text).orElse("");
        refuseLocalhost("group", name, mapping.span());
        if (known.contains(name)) {
            stanza.report(
                    ConfigCode.DUPLICATE_GROUP,
                    mapping.span(),
                    "two groups of the nodeset are called '%s'.".formatted(name),
                    "Give every group a name of its own.");
        }
        known.add(name);
        Optional<YamlNode> members = mapping.find("nodes");
        List<YamlNode> items = members.map(FieldReader::items).orElse(List.of());
        for (YamlNode item : items) {
            String member = FieldReader.text(item);
            if (!nodes.contains(member)) {
                stanza.report(
                        ConfigCode.NODE_FROM_GROUP_NOT_FOUND,
                        item.span(),
                        "group '%s' names the node '%s', which the nodeset does not have.".formatted(name, member),
                        "Its nodes are %s.".formatted(SchemaCheck.quoted(nodes)));
            }
        }
        return new NodeGroup(name, items.stream().map(FieldReader::text).toList());
    }

    private void refuseLocalhost(String what, String name, Span where) {
        if (name.equals("localhost")) {
            stanza.report(
                    ConfigCode.NODE_NAMED_LOCALHOST,
                    where,
                    "a %s may not be called 'localhost'.".formatted(what),
                    "That is the name of the executor itself; choose another.");
        }
    }
}
