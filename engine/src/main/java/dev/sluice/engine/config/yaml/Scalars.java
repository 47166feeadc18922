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
        try {
            Object value = new Scalars().constructObject(node);
            boolean finite = !(value instanceof Double number) || Double.isFinite(number);
            return finite ? value : node.getValue();
        } catch (YAMLException | NumberFormatException e) {
            return node.getValue();
        }
    }
}
