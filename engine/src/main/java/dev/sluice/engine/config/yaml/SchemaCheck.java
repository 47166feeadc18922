package dev.sluice.engine.config.yaml;

import com.google.re2j.Pattern;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Regex;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// Compares a value with its shape and tells every difference (A15).
public final class SchemaCheck {
    private final Stanza stanza;

    public SchemaCheck(Stanza stanza) {
        this.stanza = stanza;
    }

    /// Checks `node`, which `what` names in messages.
    public void check(YamlNode node, Shape shape, String what) {
        if (refuseTag(node, what)) {
            return;
        }
        switch (shape) {
            case Shape.Anything _ -> {}
            case Shape.Data _ -> mappingWanted(node, shape, what);
            case Shape.Either either -> either(node, either, what);
            case Shape.OneOrList one -> oneOrList(node, one, what);
            case Shape.ListOf list -> listOf(node, list, what);
            case Shape.Fields fields -> fields(node, fields.schema(), shape, what);
            case Shape.MapOf map -> mapOf(node, map, what);
            case Shape.OneKey one -> oneKey(node, one, what);
            case Shape.Variables _ -> variables(node, shape, what);
            case Shape.VariablesByHost _ -> byHost(node, shape, what);
            case Shape.Pattern _ -> pattern(node, shape, what);
            case Shape.Whole whole -> whole(node, whole, what);
            case Shape.Word word -> word(node, word, word, what);
            case Shape.Text _ -> fitting(node, shape, what);
            case Shape.Truth _ -> fitting(node, shape, what);
            case Shape.Nothing _ -> fitting(node, shape, what);
            case Shape.Version _ -> fitting(node, shape, what);
        }
    }

    private void fitting(YamlNode node, Shape shape, String what) {
        if (!fits(node, shape)) {
            wrong(node, shape, what);
        }
    }

    /// Checks a mapping against a table, key by key.
    public void fields(YamlNode node, Schema schema, Shape shape, String what) {
        mappingWanted(node, shape, what).ifPresent(mapping -> {
            for (YamlNode.Entry entry : mapping.entries()) {
                Optional<Attribute> attribute = schema.find(entry.key());
                if (attribute.isPresent()) {
                    check(
                            untagged(entry.value(), attribute.get()),
                            attribute.get().shape(),
                            name(entry.key()));
                } else if (schema.others().isPresent()) {
                    check(entry.value(), schema.others().get(), name(entry.key()));
                } else {
                    unknown(entry, schema, what);
                }
            }
            for (Attribute attribute : schema.attributes()) {
                if (attribute.required() && mapping.find(attribute.name()).isEmpty()) {
                    stanza.report(
                            ConfigCode.MISSING_ATTRIBUTE,
                            mapping.span(),
                            "%s is missing%s.".formatted(name(attribute.name()), inside(what)),
                            "Give %s.".formatted(attribute.shape().describe()));
                }
            }
            oneOf(mapping, schema, what);
        });
    }

    private void oneOf(YamlNode.Mapping mapping, Schema schema, String what) {
        List<String> given = schema.oneOf().stream()
                .filter(name -> mapping.find(name).isPresent())
                .toList();
        if (!schema.oneOf().isEmpty() && given.size() != 1) {
            stanza.report(
                    ConfigCode.NOT_ONE_OF,
                    mapping.span(),
                    given.isEmpty()
                            ? "none of %s is there%s.".formatted(quoted(schema.oneOf()), inside(what))
                            : "%s exclude each other%s.".formatted(quoted(given), inside(what)),
                    "Give exactly one of: " + quoted(schema.oneOf()) + ".");
        }
    }

    /// The mapping without what its table refuses, so that the rest can be read on for further problems.
    YamlNode.Mapping sound(YamlNode.Mapping mapping, Schema schema) {
        return new YamlNode.Mapping(
                mapping.span(),
                mapping.tag(),
                mapping.entries().stream()
                        .filter(entry -> schema.find(entry.key())
                                .filter(attribute -> accepts(entry.value(), attribute))
                                .isPresent())
                        .toList());
    }

    private boolean accepts(YamlNode value, Attribute attribute) {
        var trial = new Stanza(stanza.file(), stanza.span(), stanza.label(), new Problems());
        new SchemaCheck(trial).check(untagged(value, attribute), attribute.shape(), name(attribute.name()));
        return !SmallChecks.errorsSince(trial, 0);
    }

    private void unknown(YamlNode.Entry entry, Schema schema, String what) {
        String meant = Suggestions.didYouMean(entry.key(), schema.names());
        stanza.report(
                ConfigCode.UNKNOWN_ATTRIBUTE,
                entry.keySpan(),
                "%s is unknown%s.".formatted(name(entry.key()), inside(what)),
                (meant.isEmpty() ? "" : meant + " ") + "Allowed: " + String.join(", ", schema.names()) + ".");
    }

    private static String inside(String what) {
        return what.isEmpty() ? "" : " in " + what;
    }

    private static String name(String key) {
        return "attribute '" + key + "'";
    }

    private void either(YamlNode node, Shape.Either either, String what) {
        Optional<Shape> option =
                either.options().stream().filter(each -> fits(node, each)).findFirst();
        if (option.isPresent() && option.get() instanceof Shape.Word word) {
            word(node, word, either, what);
        } else if (option.isPresent()) {
            check(node, option.get(), what);
        } else {
            wrong(node, either, what);
        }
    }

    private void oneOrList(YamlNode node, Shape.OneOrList shape, String what) {
        if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(item -> check(item, shape.item(), "an entry of " + what));
        } else if (fits(node, shape.item())) {
            check(node, shape.item(), what);
        } else {
            wrong(node, shape, what);
        }
    }

    private void listOf(YamlNode node, Shape.ListOf shape, String what) {
        if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(item -> check(item, shape.item(), "an entry of " + what));
        } else {
            wrong(node, shape, what);
        }
    }

    private void mapOf(YamlNode node, Shape.MapOf shape, String what) {
        mappingWanted(node, shape, what)
                .ifPresent(mapping ->
                        mapping.entries().forEach(entry -> check(entry.value(), shape.value(), name(entry.key()))));
    }

    private void oneKey(YamlNode node, Shape.OneKey shape, String what) {
        mappingWanted(node, shape, what).ifPresent(mapping -> {
            if (mapping.entries().size() != 1) {
                stanza.report(
                        ConfigCode.SEVERAL_KEYS,
                        mapping.span(),
                        "%s has %d keys, but must have one."
                                .formatted(what, mapping.entries().size()),
                        "Indent what belongs below the first key further than it.");
                return;
            }
            YamlNode.Entry entry = mapping.entries().getFirst();
            check(entry.value(), shape.value(), "'" + entry.key() + "'");
        });
    }

    private void byHost(YamlNode node, Shape shape, String what) {
        mappingWanted(node, shape, what)
                .ifPresent(hosts ->
                        hosts.entries().forEach(host -> check(host.value(), new Shape.Variables(), name(host.key()))));
    }

    private void variables(YamlNode node, Shape shape, String what) {
        mappingWanted(node, shape, what)
                .ifPresent(mapping -> mapping.entries().forEach(entry -> {
                    VariableNames.check(stanza, entry.key(), entry.keySpan());
                    refuseTagsBelow(entry.value(), name(entry.key()));
                }));
    }

    private void refuseTagsBelow(YamlNode node, String what) {
        refuseTag(node, what);
        switch (node) {
            case YamlNode.Scalar _ -> {}
            case YamlNode.Sequence list -> list.items().forEach(item -> refuseTagsBelow(item, what));
            case YamlNode.Mapping mapping -> mapping.entries().forEach(entry -> refuseTagsBelow(entry.value(), what));
        }
    }

    private void pattern(YamlNode node, Shape shape, String what) {
        if (!fits(node, shape)) {
            wrong(node, shape, what);
            return;
        }
        String text = ((YamlNode.Scalar) node).text();
        Optional<Regex> regex = Regex.parse(text, false);
        if (regex.isEmpty()) {
            stanza.report(
                    ConfigCode.BAD_REGEX,
                    node.span(),
                    "%s is '%s', which is no regular expression: %s.".formatted(what, text, Regex.whyInvalid(text)),
                    "Use RE2's syntax; write %s for the text itself.".formatted(Pattern.quote(text)));
        } else if (regex.get().deprecated()) {
            stanza.report(
                    ConfigCode.DEPRECATED_REGEX,
                    node.span(),
                    "%s is '%s', which RE2 does not understand: %s.".formatted(what, text, Regex.whyInvalid(text)),
                    "It still works, slowly; instead of a negative look-ahead write {regex: …, negate: true}.");
        }
    }

    private void whole(YamlNode node, Shape.Whole shape, String what) {
        if (!fits(node, shape)) {
            wrong(node, shape, what);
        } else if (!(((YamlNode.Scalar) node).value() instanceof Integer number) || number < shape.least()) {
            stanza.report(
                    ConfigCode.OUT_OF_RANGE,
                    node.span(),
                    "%s is %s.".formatted(what, ((YamlNode.Scalar) node).text()),
                    "It must be %s.".formatted(shape.describe()));
        }
    }

    /// @param told the shape that messages describe
    private void word(YamlNode node, Shape.Word shape, Shape told, String what) {
        if (!fits(node, shape)) {
            wrong(node, shape, what);
            return;
        }
        String text = ((YamlNode.Scalar) node).text();
        if (!shape.allowed().contains(text)) {
            String meant = Suggestions.didYouMean(text, shape.allowed());
            stanza.report(
                    ConfigCode.NOT_ALLOWED_VALUE,
                    node.span(),
                    "%s is '%s'.".formatted(what, text),
                    (meant.isEmpty() ? "" : meant + " ") + "Allowed: " + told.describe() + ".");
        }
    }

    private Optional<YamlNode.Mapping> mappingWanted(YamlNode node, Shape shape, String what) {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(mapping);
        }
        wrong(node, shape, what);
        return Optional.empty();
    }

    private void wrong(YamlNode node, Shape shape, String what) {
        String subject = what.isEmpty() ? "it" : what;
        boolean quotes = node instanceof YamlNode.Scalar scalar
                && scalar.value() != null
                && !(scalar.value() instanceof String)
                && fits(new YamlNode.Scalar(node.span(), YamlTag.NONE, scalar.text(), scalar.text()), shape);
        stanza.report(
                ConfigCode.WRONG_TYPE,
                node.span(),
                "%s is %s.".formatted(subject, node.describe()),
                "It must be " + shape.describe() + "." + (quotes ? " Put it in quotes to make it a text." : ""));
    }

    private boolean refuseTag(YamlNode node, String what) {
        if (node.tag() != YamlTag.NONE) {
            stanza.report(
                    ConfigCode.TAG_NOT_HERE,
                    node.span(),
                    "the tag '%s' stands on %s.".formatted(node.tag().text(), what.isEmpty() ? "it" : what),
                    node.tag() == YamlTag.ENCRYPTED
                            ? "Encrypted values may stand only below 'data' of a secret."
                            : "Leave it out: this value has one way of merging.");
        }
        return node.tag() != YamlTag.NONE;
    }

    /// A copy without the tag that the attribute permits.
    private static YamlNode untagged(YamlNode node, Attribute attribute) {
        if (!attribute.mergeable() || node.tag() == YamlTag.ENCRYPTED || node.tag() == YamlTag.NONE) {
            return node;
        }
        return switch (node) {
            case YamlNode.Scalar s -> new YamlNode.Scalar(s.span(), YamlTag.NONE, s.text(), s.value());
            case YamlNode.Sequence s -> new YamlNode.Sequence(s.span(), YamlTag.NONE, s.items());
            case YamlNode.Mapping m -> new YamlNode.Mapping(m.span(), YamlTag.NONE, m.entries());
        };
    }

    /// Whether `node` has the kind of `shape`, whatever is wrong inside.
    static boolean fits(YamlNode node, Shape shape) {
        return switch (shape) {
            case Shape.Anything _ -> true;
            case Shape.Text _ -> scalar(node, String.class);
            case Shape.Pattern _ -> scalar(node, String.class);
            case Shape.Word _ -> scalar(node, String.class);
            case Shape.Truth _ -> scalar(node, Boolean.class);
            case Shape.Whole _ ->
                scalar(node, Integer.class) || scalar(node, Long.class) || scalar(node, BigInteger.class);
            case Shape.Version _ ->
                scalar(node, String.class) || scalar(node, Integer.class) || scalar(node, Double.class);
            case Shape.Nothing _ -> node instanceof YamlNode.Scalar scalar && scalar.value() == null;
            case Shape.ListOf _ -> node instanceof YamlNode.Sequence;
            case Shape.OneOrList one -> node instanceof YamlNode.Sequence || fits(node, one.item());
            case Shape.Either either -> either.options().stream().anyMatch(option -> fits(node, option));
            case Shape.Fields _ -> node instanceof YamlNode.Mapping;
            case Shape.MapOf _ -> node instanceof YamlNode.Mapping;
            case Shape.OneKey _ -> node instanceof YamlNode.Mapping;
            case Shape.Variables _ -> node instanceof YamlNode.Mapping;
            case Shape.VariablesByHost _ -> node instanceof YamlNode.Mapping;
            case Shape.Data _ -> node instanceof YamlNode.Mapping;
        };
    }

    private static boolean scalar(YamlNode node, Class<?> type) {
        return node instanceof YamlNode.Scalar scalar && type.isInstance(scalar.value());
    }

    /// The names of `allowed`, for messages.
    static String quoted(List<String> allowed) {
        return String.join(", ", allowed.stream().map(word -> "'" + word + "'").toList());
    }
}
