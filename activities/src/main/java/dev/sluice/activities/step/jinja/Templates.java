package dev.sluice.activities.step.jinja;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import jinjava.de.odysseus.el.ExpressionFactoryImpl;
import jinjava.de.odysseus.el.tree.TreeStore;
import jinjava.de.odysseus.el.tree.impl.Builder;
import jinjava.de.odysseus.el.tree.impl.Cache;
import jinjava.de.odysseus.el.tree.impl.Parser;
import jinjava.javax.el.ExpressionFactory;
import org.jspecify.annotations.Nullable;

/// Evaluates templates and expressions; one for the whole process, safe for use by many threads.
public final class Templates {
    private static final Set<String> TAGS = Set.of(
            "if", "elif", "else", "endif", "for", "endfor", "set", "endset", "raw", "endraw", "break", "continue");
    private static final int CACHED_EXPRESSIONS = 2_000;

    private final Limits limits;
    private final JinjavaConfig config;
    private final Jinjava jinjava;

    public Templates() {
        this(Limits.DEFAULT);
    }

    public Templates(Limits limits) {
        this.limits = limits;
        this.config = JinjavaConfig.newBuilder()
                .withMaxOutputSize(limits.characters())
                .withMaxRenderDepth(20)
                .withRangeLimit(Limits.RANGE)
                .withTrimBlocks(true)
                .withKeepTrailingNewline(true)
                // A value that looks like a template is a value: otherwise a log line could read secrets.
                .withNestedInterpretationEnabled(false)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withIterateOverMapKeys(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withAllowAdjacentTextNodes(true)
                        .build())
                .withDisabled(disabled())
                .build();
        this.jinjava = new Engine(config);
    }

    private static Map<Context.Library, Set<String>> disabled() {
        Set<String> tags = new HashSet<>();
        new Context().getAllTags().forEach(tag -> tags.add(tag.getName()));
        tags.removeAll(TAGS);
        Map<Context.Library, Set<String>> disabled = new LinkedHashMap<>();
        disabled.put(Context.Library.TAG, tags);
        return disabled;
    }

    public Limits limits() {
        return limits;
    }

    /// Whether a text has anything to evaluate.
    public static boolean isTemplate(@Nullable Object value) {
        return value instanceof String text && (text.contains("{{") || text.contains("{%") || text.contains("{#"));
    }

    /// The value of a text: of a single `{{ expression }}` the expression's own value with its type, else a text.
    public @Nullable Object render(String text, Variables variables) throws TemplateFailure {
        return guarded(variables, interpreter -> rendered(text, interpreter));
    }

    /// The value of an expression without braces, as in `when`.
    public @Nullable Object evaluate(String expression, Variables variables) throws TemplateFailure {
        return guarded(variables, interpreter -> Plain.of(resolved(expression, interpreter)));
    }

    /// For use inside of a running evaluation: a variable's text. Ends it when it fails.
    @Nullable
    Object renderWithin(String text, Variables variables) {
        Interpreter outer = (Interpreter) JinjavaInterpreter.getCurrent();
        long deadline = outer == null ? System.nanoTime() + limits.time().toNanos() : outer.deadlineNanos();
        return run(variables, deadline, interpreter -> rendered(text, interpreter));
    }

    private @Nullable Object guarded(Variables variables, Work work) throws TemplateFailure {
        return guard(() -> run(variables, System.nanoTime() + limits.time().toNanos(), work));
    }

    /// Runs parts of an evaluation and turns its end into an exception.
    @Nullable
    Object guard(Supplier<@Nullable Object> work) throws TemplateFailure {
        try {
            return work.get();
        } catch (Stop e) {
            throw new TemplateFailure(e.reason());
        } catch (StackOverflowError e) {
            throw new TemplateFailure("the template is nested too deep");
        }
    }

    private interface Work {
        @Nullable
        Object value(Interpreter interpreter);
    }

    private @Nullable Object run(Variables variables, long deadline, Work work) {
        Context context =
                new Context(jinjava.getGlobalContext(), new LinkedHashMap<String, Object>(), config.getDisabled());
        Interpreter interpreter = new Interpreter(jinjava, context, config, variables, limits, deadline);
        try (var current = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            return work.value((Interpreter) current.value());
        }
    }

    private @Nullable Object rendered(String text, Interpreter interpreter) {
        limits.checked(text);
        String expression = WholeExpression.of(text);
        if (!expression.isEmpty()) {
            Object value = resolved(expression, interpreter);
            return value instanceof String inner && !text.equals(text.strip())
                    ? text.substring(0, text.indexOf("{{")) + inner + text.substring(text.lastIndexOf("}}") + 2)
                    : Plain.of(value);
        }
        String output = interpreter.render(text);
        fail(interpreter.getErrorsCopy());
        return limits.checked(output);
    }

    private @Nullable Object resolved(String expression, Interpreter interpreter) {
        if (expression.isBlank()) {
            throw Stop.because("the expression is empty");
        }
        Object value = interpreter.resolveELExpression(expression, 1, 0);
        fail(interpreter.getErrorsCopy());
        limits.checkSize(Values.weight(value, limits.values()));
        return value;
    }

    private static void fail(List<TemplateError> errors) {
        if (!errors.isEmpty()) {
            String message = String.valueOf(errors.getFirst().getMessage());
            throw Stop.because(message.lines().findFirst().orElse("the template is not usable"));
        }
    }

    private static final class Engine extends Jinjava {
        private final ExpressionFactory expressions =
                new ExpressionFactoryImpl(new TreeStore(new GrammarBuilder(), new Cache(CACHED_EXPRESSIONS)));

        Engine(JinjavaConfig config) {
            super(config);
        }

        @Override
        public ExpressionFactory getExpressionFactory() {
            return expressions;
        }
    }

    private static final class GrammarBuilder extends Builder {
        private static final long serialVersionUID = 1L;

        @Override
        protected Parser createParser(String expression) {
            return new Grammar(this, expression);
        }
    }
}
