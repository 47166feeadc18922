package dev.sluice.activities.step;

import dev.sluice.activities.step.jinja.Rendering;
import dev.sluice.activities.step.jinja.TemplateFailure;
import dev.sluice.activities.step.jinja.Templates;
import dev.sluice.activities.step.jinja.Undefined;
import dev.sluice.activities.step.jinja.Variables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The variables that one run of a task sees, by precedence (C49), templated when they are first used.
///
/// Values that came from outside, such as facts, results, secrets and commit messages, are never taken for templates.
/// Variables of the job are templated where no secret and no fact is in sight: an untrusted job must not pull a
/// secret out of a trusted parent's playbook by naming it in a variable.
///
/// Not safe for several threads: each run has its own.
final class Scope implements Variables {
    private final Templates templates;
    private final List<Layer> layers;
    private final Optional<Scope> inventory;
    private final Map<String, @Nullable Object> known = new HashMap<>();
    private final Deque<String> resolving = new ArrayDeque<>();

    /// @param layers highest precedence first
    /// @param inventory where layers of kind [Kind#INVENTORY] are templated; empty for this very scope
    Scope(Templates templates, List<Layer> layers, Optional<Scope> inventory) {
        this.templates = templates;
        this.layers = List.copyOf(layers);
        this.inventory = inventory;
    }

    enum Kind {
        /// Taken as it is.
        LITERAL,
        /// Templated with all that this scope has.
        TEMPLATED,
        /// Templated with what the inventory has.
        INVENTORY
    }

    record Layer(Kind kind, Map<String, Object> values) {
        static Layer literal(Map<String, Object> values) {
            return new Layer(Kind.LITERAL, values);
        }

        static Layer templated(Map<String, Object> values) {
            return new Layer(Kind.TEMPLATED, values);
        }

        static Layer inventory(Map<String, Object> values) {
            return new Layer(Kind.INVENTORY, values);
        }
    }

    /// This scope with a layer of highest precedence.
    Scope with(Map<String, Object> values) {
        List<Layer> all = new ArrayList<>(layers.size() + 1);
        all.add(Layer.literal(values));
        all.addAll(layers);
        return new Scope(templates, all, inventory);
    }

    @Override
    public @Nullable Object value(String name) {
        if (known.containsKey(name)) {
            return known.get(name);
        }
        for (Layer layer : layers) {
            if (layer.values().containsKey(name)) {
                Object value = resolve(name, layer);
                known.put(name, value);
                return value;
            }
        }
        return Undefined.variable(name);
    }

    private @Nullable Object resolve(String name, Layer layer) {
        Object raw = layer.values().get(name);
        if (layer.kind() == Kind.LITERAL || !Rendering.needed(raw)) {
            return raw;
        }
        if (layer.kind() == Kind.INVENTORY && inventory.isPresent()) {
            return inventory.get().value(name);
        }
        if (resolving.contains(name) || resolving.size() >= templates.limits().depth()) {
            List<String> chain = new ArrayList<>(resolving);
            chain.add(name);
            throw Rendering.circle(chain);
        }
        resolving.addLast(name);
        try {
            return Rendering.within(templates, raw, this);
        } finally {
            resolving.removeLast();
        }
    }

    /// A value as written in a playbook, its templates evaluated.
    @Nullable
    Object render(@Nullable Object raw) throws TemplateFailure {
        return Rendering.of(templates, raw, this);
    }

    /// An expression without braces.
    @Nullable
    Object evaluate(String expression) throws TemplateFailure {
        return templates.evaluate(expression, this);
    }

    /// The variable; absent when there is none, or when it is null.
    Optional<Object> find(String name) throws TemplateFailure {
        return Optional.ofNullable(Rendering.variable(templates, name, this));
    }

    /// A mapping of templates, its entries in order.
    Map<String, Object> renderMap(Map<String, Object> raw) throws TemplateFailure {
        Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : raw.entrySet()) {
            rendered.put(entry.getKey(), render(entry.getValue()));
        }
        return rendered;
    }
}
