package dev.sluice.activities.step.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import java.util.Objects;
import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.Node;
import jinjava.de.odysseus.el.tree.impl.ast.AstRightValue;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/// A parsed expression; holds no state of an evaluation, so that it may be cached and shared.
final class Expression extends AstRightValue {
    private final Body body;
    private final String name;

    private Expression(String name, Body body) {
        this.name = name;
        this.body = body;
    }

    static Expression of(Body body) {
        return new Expression("", body);
    }

    /// A bare name, which is also the left side of a named argument.
    static Expression name(String name) {
        return new Expression(name, evaluation -> evaluation.variable(name));
    }

    interface Body {
        @Nullable
        Object value(Interpreter evaluation);
    }

    String name() {
        return name;
    }

    @Nullable
    Object value(Interpreter evaluation) {
        evaluation.tick();
        return body.value(evaluation);
    }

    @Override
    public @Nullable Object eval(Bindings bindings, ELContext context) {
        return value((Interpreter) Objects.requireNonNull(JinjavaInterpreter.getCurrent()));
    }

    @Override
    public void appendStructure(StringBuilder builder, Bindings bindings) {
        builder.append(System.identityHashCode(this));
    }

    @Override
    public int getCardinality() {
        return 0;
    }

    @Override
    public @Nullable Node getChild(int index) {
        return null;
    }
}
