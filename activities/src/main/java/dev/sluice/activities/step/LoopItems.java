package dev.sluice.activities.step;

import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.TemplateFailure;
import dev.sluice.activities.step.jinja.Values;
import dev.sluice.engine.playbook.Playbook.Loop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a loop runs over.
final class LoopItems {
    private static final int MOST = 10_000;

    private LoopItems() {}

    static List<@Nullable Object> of(Loop loop, Scope scope) throws TemplateFailure, StepFailure {
        Object value = scope.render(loop.items());
        if (!(value instanceof Collection<?> list)) {
            throw new StepFailure("the loop needs a list, found " + Values.kind(value));
        }
        if (list.size() > MOST) {
            throw new StepFailure("the loop has " + list.size() + " items; at most " + MOST + " are allowed");
        }
        return new ArrayList<>(list);
    }

    static Map<String, Object> variables(Loop loop, @Nullable Object item, int index) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put(loop.variable(), item);
        if (!loop.indexVariable().isEmpty()) {
            variables.put(loop.indexVariable(), (long) index);
        }
        variables.put("ansible_loop_var", loop.variable());
        return variables;
    }

    static String label(Loop loop, @Nullable Object item, Scope scope) throws TemplateFailure {
        Object label = loop.label().equals("") ? item : scope.render(loop.label());
        String text = Values.text(label).lines().findFirst().orElse("");
        return text.length() > 80 ? text.substring(0, 79) + "…" : text;
    }
}
