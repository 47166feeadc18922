package dev.sluice.activities.step;

import dev.sluice.activities.step.jinja.TemplateFailure;
import dev.sluice.activities.step.jinja.Templates;
import dev.sluice.activities.step.jinja.Truth;
import dev.sluice.activities.step.jinja.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `when`, `until`, `failed_when` and the like.
final class Conditions {
    private Conditions() {}

    /// Whether all hold, asked in order; later ones are not looked at once one does not hold.
    static boolean all(List<Object> conditions, Scope scope) throws TemplateFailure {
        for (Object condition : conditions) {
            if (!holds(condition, scope)) {
                return false;
            }
        }
        return true;
    }

    static boolean holds(Object condition, Scope scope) throws TemplateFailure {
        if (condition instanceof Boolean flag) {
            return flag;
        }
        String expression = Values.text(condition);
        try {
            Object value = value(expression, scope);
            // A template in a condition gives a text such as 'False'.
            boolean texted = value instanceof String && Templates.isTemplate(expression);
            return (texted && value != null) ? Truth.of(value) : Values.truth(value);
        } catch (TemplateFailure e) {
            throw new TemplateFailure("the condition '" + expression + "' cannot be decided: " + e.getMessage());
        }
    }

    static @Nullable Object value(String expression, Scope scope) throws TemplateFailure {
        return Templates.isTemplate(expression) ? scope.render(expression) : scope.evaluate(expression);
    }
}
