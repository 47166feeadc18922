package dev.sluice.activities.step.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Templates inside of lists and mappings.
public final class Rendering {
    private Rendering() {}

    /// Whether there is any template in the value.
    public static boolean needed(@Nullable Object raw) {
        return switch (raw) {
            case Map<?, ?> map -> map.values().stream().anyMatch(Rendering::needed);
            case Collection<?> list -> list.stream().anyMatch(Rendering::needed);
            case null, default -> Templates.isTemplate(raw);
        };
    }

    /// The value with all templates in it evaluated.
    public static @Nullable Object of(Templates templates, @Nullable Object raw, Variables variables)
            throws TemplateFailure {
        return needed(raw) ? templates.guard(() -> tree(templates, raw, variables)) : raw;
    }

    /// For [Variables#value]: a variable's value, templated as a part of the running evaluation. A variable that uses
    /// an undefined one is itself undefined.
    public static @Nullable Object within(Templates templates, @Nullable Object raw, Variables variables) {
        try {
            return tree(templates, raw, variables);
        } catch (Stop e) {
            if (e.isUndefined()) {
                return new Undefined(e.reason());
            }
            throw e;
        }
    }

    /// A variable by its name; null when it is undefined.
    public static @Nullable Object variable(Templates templates, String name, Variables variables)
            throws TemplateFailure {
        return templates.guard(() -> {
            Object value = variables.value(name);
            return value instanceof Undefined undefined && undefined.equals(Undefined.variable(name))
                    ? null
                    : Values.defined(value);
        });
    }

    /// Ends an evaluation whose variables need one another.
    public static Error circle(List<String> chain) {
        return Stop.because("variables need one another: " + String.join(" → ", chain));
    }

    private static @Nullable Object tree(Templates templates, @Nullable Object raw, Variables variables) {
        return switch (raw) {
            case String text when Templates.isTemplate(text) -> templates.renderWithin(text, variables);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
                map.forEach((key, value) -> rendered.put(String.valueOf(key), tree(templates, value, variables)));
                yield checked(rendered, templates);
            }
            case Collection<?> list -> {
                List<@Nullable Object> rendered = new ArrayList<>(list.size());
                list.forEach(item -> rendered.add(tree(templates, item, variables)));
                yield checked(rendered, templates);
            }
            case null, default -> raw;
        };
    }

    /// Lists that hold one another double their size at each level, though each is small by itself.
    private static Object checked(Object value, Templates templates) {
        int limit = templates.limits().values();
        templates.limits().checkSize(Values.weight(value, limit));
        return value;
    }
}
