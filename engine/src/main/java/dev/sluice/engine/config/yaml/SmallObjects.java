package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.OidcToken;
import dev.sluice.engine.config.Pragma;
import dev.sluice.engine.config.QueueDefinition;
import dev.sluice.engine.config.Secret;
import dev.sluice.engine.config.Semaphore;
import dev.sluice.engine.config.Source;
import java.util.Map;
import java.util.Optional;

/// Reads secrets, semaphores, queues and pragmas (A61, A62).
final class SmallObjects {
    private SmallObjects() {}

    static Secret secret(Stanza stanza, FieldReader fields, Source source) {
        String name = fields.textOr("name", "");
        if (name.equals("zuul")) {
            stanza.report(
                    ConfigCode.RESERVED_VARIABLE,
                    fields.span("name"),
                    "a secret may not be called 'zuul'.",
                    "Choose another name.");
        }
        fields.node("data").ifPresent(data -> refuseMergeTags(stanza, data));
        return new Secret(name, fields.map("data").orElse(Map.of()), token(fields), source);
    }

    private static Optional<OidcToken> token(FieldReader fields) {
        if (!fields.has("oidc")) {
            return Optional.empty();
        }
        return Optional.of(fields.node("oidc")
                .filter(YamlNode.Mapping.class::isInstance)
                .map(node -> new FieldReader((YamlNode.Mapping) node, ObjectSchemas.OIDC))
                .map(oidc -> new OidcToken(
                        oidc.whole("ttl"),
                        oidc.textOr("iss", ""),
                        oidc.map("claims").orElse(Map.of())))
                .orElseGet(() -> new OidcToken(Optional.empty(), "", Map.of())));
    }

    private static void refuseMergeTags(Stanza stanza, YamlNode node) {
        if (node.tag() == YamlTag.OVERRIDE || node.tag() == YamlTag.INHERIT) {
            stanza.report(
                    ConfigCode.TAG_NOT_HERE,
                    node.span(),
                    "the tag '%s' stands inside a secret.".formatted(node.tag().text()),
                    "Leave it out: secrets are not merged.");
        }
        switch (node) {
            case YamlNode.Scalar _ -> {}
            case YamlNode.Sequence list -> chunksOrItems(stanza, list);
            case YamlNode.Mapping mapping -> mapping.entries().forEach(entry -> refuseMergeTags(stanza, entry.value()));
        }
    }

    private static void chunksOrItems(Stanza stanza, YamlNode.Sequence list) {
        boolean encrypted = list.tag() == YamlTag.ENCRYPTED;
        for (YamlNode item : list.items()) {
            boolean text = item instanceof YamlNode.Scalar scalar && scalar.value() instanceof String;
            if (encrypted && (!text || item.tag() != YamlTag.NONE)) {
                stanza.report(
                        ConfigCode.WRONG_TYPE,
                        item.span(),
                        "a chunk of an encrypted value is %s.".formatted(item.describe()),
                        "It must be a text in base64.");
            } else {
                refuseMergeTags(stanza, item);
            }
        }
    }

    static Semaphore semaphore(FieldReader fields, Source source) {
        return new Semaphore(fields.textOr("name", ""), fields.wholeOr("max", 1), Optional.of(source));
    }

    static QueueDefinition queue(Stanza stanza, FieldReader fields, Source source) {
        var queue = new QueueDefinition(
                fields.textOr("name", ""),
                fields.text("type")
                        .map(SmallObjects::queueType)
                        .orElse(
                                fields.truthOr("per-branch", false)
                                        ? QueueDefinition.Type.PER_BRANCH
                                        : QueueDefinition.Type.ALL_BRANCHES),
                fields.truthOr("allow-circular-dependencies", false),
                fields.truthOr("dependencies-by-topic", false),
                source);
        if (fields.has("type") && fields.has("per-branch")) {
            stanza.report(
                    ConfigCode.NOT_ALLOWED_VALUE,
                    fields.span("per-branch"),
                    "a queue has both 'type' and 'per-branch'.",
                    "Keep 'type'.");
        }
        if (queue.dependenciesByTopic() && !queue.allowCircularDependencies()) {
            stanza.report(
                    ConfigCode.QUEUE_BY_TOPIC,
                    fields.span("dependencies-by-topic"),
                    "'dependencies-by-topic' needs 'allow-circular-dependencies'.",
                    "Set 'allow-circular-dependencies: true', for changes of one topic need each other.");
        }
        return queue;
    }

    /// A word that is not allowed has been reported already, and counts as the default.
    private static QueueDefinition.Type queueType(String word) {
        return switch (word) {
            case ObjectSchemas.PER_BRANCH -> QueueDefinition.Type.PER_BRANCH;
            case ObjectSchemas.BRANCH_ASSIGNED -> QueueDefinition.Type.BRANCH_ASSIGNED;
            default -> QueueDefinition.Type.ALL_BRANCHES;
        };
    }

    static Pragma pragma(FieldReader fields) {
        return new Pragma(fields.truth("implied-branch-matchers"), fields.regexesOr("implied-branches"));
    }
}
