package dev.sluice.engine.config.yaml;

import static dev.sluice.engine.config.yaml.Attribute.optional;
import static dev.sluice.engine.config.yaml.Attribute.required;
import static dev.sluice.engine.config.yaml.Shapes.TEXT;
import static dev.sluice.engine.config.yaml.Shapes.TEXTS;
import static dev.sluice.engine.config.yaml.Shapes.either;

import dev.sluice.engine.config.yaml.Shape.Fields;
import dev.sluice.engine.config.yaml.Shape.ListOf;
import dev.sluice.engine.config.yaml.Shape.OneOrList;

/// The attributes of nodesets, named and inline (A60).
final class NodesetSchema {
    private static final Schema NODE = Schema.of("nodeset.node", required("name", TEXTS), required("label", TEXT));
    private static final Schema GROUP = Schema.of("nodeset.group", required("name", TEXT), required("nodes", TEXTS));
    private static final Schema PLAIN_NODESET = Schema.of(
            "nodeset",
            optional("nodes", new OneOrList(new Fields(NODE))),
            optional("groups", new OneOrList(new Fields(GROUP)), "[]"));
    static final Schema INLINE = Schema.of(
            "nodeset",
            optional("nodes", new OneOrList(new Fields(NODE))),
            optional("groups", new OneOrList(new Fields(GROUP)), "[]"),
            optional("alternatives", new ListOf(either(TEXT, new Fields(PLAIN_NODESET)))));
    static final Schema NAMED = Schema.of(
            "nodeset",
            required("name", TEXT),
            optional("nodes", new OneOrList(new Fields(NODE))),
            optional("groups", new OneOrList(new Fields(GROUP)), "[]"),
            optional("alternatives", new ListOf(either(TEXT, new Fields(PLAIN_NODESET)))));

    private NodesetSchema() {}
}
