package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import java.util.List;
import java.util.Optional;

/// Checks the texts of a pipeline's reports: `{pipeline.name}`, `{change.number}`, `{changes}`, `{item_url}` stand for
/// values, and `{{` for a brace (A22).
final class MessageTemplates {
    private static final List<String> KNOWN = List.of("pipeline", "change", "changes", "item_url");

    private MessageTemplates() {}

    static void check(Stanza stanza, FieldReader fields) {
        for (String attribute : PipelineSchema.PIPELINE.names()) {
            if (attribute.endsWith("-message")) {
                check(stanza, fields, attribute);
            }
        }
    }

    static void check(Stanza stanza, FieldReader fields, String attribute) {
        fields.text(attribute)
                .flatMap(MessageTemplates::fault)
                .ifPresent(fault -> stanza.report(
                        ConfigCode.BAD_TEMPLATE,
                        fields.span(attribute),
                        "attribute '%s' %s.".formatted(attribute, fault),
                        "Known are {pipeline…}, {change…}, {changes} and {item_url}; write '{{' and '}}' for braces."));
    }

    /// What is wrong with `text`, or nothing.
    static Optional<String> fault(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean twice = at + 1 < text.length() && text.charAt(at + 1) == c;
            if ((c == '{' || c == '}') && twice) {
                at += 2;
            } else if (c == '}') {
                return Optional.of("has a '}' without '{'");
            } else if (c == '{') {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    return Optional.of("has a '{' without '}'");
                }
                String field = text.substring(at + 1, end);
                String root = field.split("[.\\[:!]", 2)[0];
                if (!KNOWN.contains(root)) {
                    return Optional.of("names '{%s}', which is unknown".formatted(field));
                }
                at = end + 1;
            } else {
                at++;
            }
        }
        return Optional.empty();
    }
}
