package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.yaml.Shape.Either;
import dev.sluice.engine.config.yaml.Shape.Fields;
import dev.sluice.engine.config.yaml.Shape.OneOrList;
import dev.sluice.engine.config.yaml.Shape.Pattern;
import dev.sluice.engine.config.yaml.Shape.Text;
import dev.sluice.engine.config.yaml.Shape.Truth;
import java.util.List;

/// Shapes that several tables share.
public final class Shapes {
    public static final Shape TEXT = new Text();
    public static final Shape TRUTH = new Truth();
    public static final Shape COUNT = new Shape.Whole(0);
    public static final Shape POSITIVE = new Shape.Whole(1);
    public static final Shape ANY_NUMBER = new Shape.Whole(Integer.MIN_VALUE);
    public static final Shape TEXTS = new OneOrList(TEXT);
    static final Schema REGEX = Schema.of(
            "regex", Attribute.required("regex", new Pattern()), Attribute.optional("negate", TRUTH, "false"));
    /// A regular expression, or `{regex, negate}` (9.2).
    static final Shape PATTERN = either(new Pattern(), new Fields(REGEX));

    static final Shape PATTERNS = new OneOrList(PATTERN);

    private Shapes() {}

    public static Shape either(Shape... options) {
        return new Either(List.of(options));
    }

    public static Shape words(String... words) {
        return new Shape.Word(List.of(words));
    }
}
