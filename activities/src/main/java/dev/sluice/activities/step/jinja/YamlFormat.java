package dev.sluice.activities.step.jinja;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/// YAML of values, plain ones only.
final class YamlFormat {
    private YamlFormat() {}

    static String write(@Nullable Object value, Limits limits) {
        limits.checkSize(Values.weight(value, limits.values()));
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        // Plain.of copies, so that no two places share a list and none becomes an anchor.
        Object tree = Plain.of(value);
        return limits.checked(
                new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options).dump(tree));
    }

    static @Nullable Object read(String text, Limits limits) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(limits.characters());
        options.setNestingDepthLimit(60);
        try {
            Object value = Plain.of(new Yaml(new SafeConstructor(options)).load(text));
            limits.checkSize(Values.weight(value, limits.values()));
            return value;
        } catch (YAMLException e) {
            throw Stop.because("'from_yaml' found no YAML");
        }
    }
}
