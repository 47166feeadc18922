package dev.sluice.activities.step.jinja;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import org.jspecify.annotations.Nullable;

/// One evaluation: its variables, bounds and clock.
final class Interpreter extends JinjavaInterpreter {
    private static final int TICKS_BETWEEN_LOOKS = 64;

    private final Variables variables;
    private final Limits limits;
    private final long deadlineNanos;
    private int ticks;

    Interpreter(
            Jinjava jinjava,
            Context context,
            JinjavaConfig config,
            Variables variables,
            Limits limits,
            long deadlineNanos) {
        super(jinjava, context, config);
        this.variables = variables;
        this.limits = limits;
        this.deadlineNanos = deadlineNanos;
    }

    Limits limits() {
        return limits;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /// Called at every expression and every turn of a loop; stops the evaluation when its time is over.
    void tick() {
        if (++ticks % TICKS_BETWEEN_LOOKS == 0 && System.nanoTime() - deadlineNanos > 0) {
            throw Stop.because("the template took longer than " + limits.time().toSeconds() + " s");
        }
    }

    @Nullable
    Object variable(String name) {
        Context context = super.getContext();
        return context.containsKey(name) ? context.get(name) : variables.value(name);
    }

    /// jinjava comes by here for every node it renders.
    @Override
    public Context getContext() {
        if (limits != null) {
            tick();
        }
        return super.getContext();
    }

    @Override
    public @Nullable Object resolveELExpression(String expression, int line, int position) {
        if (expression.length() > Limits.EXPRESSION_CHARACTERS) {
            throw Stop.because("an expression is longer than " + Limits.EXPRESSION_CHARACTERS + " characters");
        }
        return Values.defined(super.resolveELExpression(expression, line, position));
    }

    @Override
    public String getAsString(@Nullable Object value) {
        return Values.text(value);
    }
}
