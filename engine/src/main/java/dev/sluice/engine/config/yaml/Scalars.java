package dev.sluice.engine.config.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Gives plain scalars their YAML 1.1 values, as Zuul's loader does; dates stay texts, for JSON has none.
final class Scalars extends SafeConstructor {
    private Scalars() {
        super(new LoaderOptions());
    }

    static @Nullable Object value(ScalarNode node) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (!tag.equals(Tag.INT) && !tag.equals(Tag.FLOAT) && !tag.equals(Tag.BOOL)) {
            return node.getValue();
        }
        Object plain =
                tag.equals(Tag.BOOL) ? truth(node.getValue()) : tag.equals(Tag.INT) ? small(node.getValue()) : null;
        if (plain != null) {
            return plain;
        }
        try {
            Object value = new Scalars().constructObject(node);
            boolean finite = !(value instanceof Double number) || Double.isFinite(number);
            return finite ? value : node.getValue();
        } catch (YAMLException | NumberFormatException e) {
            return node.getValue();
        }
    }

    // The two cases that nearly every file has; a constructor for each of its values costs more than all the rest.

    private static @Nullable Boolean truth(String text) {
        return switch (text) {
            case "true", "True", "yes" -> true;
            case "false", "False", "no" -> false;
            default -> null;
        };
    }

    private static @Nullable Integer small(String text) {
        boolean plain = text.equals("0")
                || (!text.isEmpty()
                        && text.length() < 10
                        && text.charAt(0) != '0'
                        && text.chars().allMatch(c -> c >= '0' && c <= '9'));
        return plain ? (Integer) Integer.parseInt(text) : null;
    }
}
