package dev.sluice.engine.config;

import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/// A regular expression as users write it: RE2, so that no text can make it slow (B1).
///
/// Zuul still accepts expressions that only a backtracking engine understands, such as a look-ahead, with the warning
/// `Regex Deprecation`; [#deprecated] tells them apart. Two are equal when they were written alike.
public final class Regex {
    private final String pattern;
    private final boolean negate;
    private final Engine engine;

    private Regex(String pattern, boolean negate, Engine engine) {
        this.pattern = pattern;
        this.negate = negate;
        this.engine = engine;
    }

    /// The expression, or nothing when no engine understands it.
    public static Optional<Regex> parse(String pattern, boolean negate) {
        return compile(pattern).map(engine -> new Regex(pattern, negate, engine));
    }

    /// Why `pattern` is no regular expression, in the words of RE2.
    public static String whyInvalid(String pattern) {
        try {
            com.google.re2j.Pattern.compile(pattern);
            return "";
        } catch (PatternSyntaxException e) {
            return e.getDescription();
        }
    }

    /// An expression known to be valid, for code and tests.
    ///
    /// @throws IllegalArgumentException when it is not
    public static Regex of(String pattern) {
        return parse(pattern, false)
                .orElseThrow(() -> new IllegalArgumentException("not a regular expression: " + pattern));
    }

    /// Whether the beginning of `text` matches; the end is free (B1).
    public boolean matches(String text) {
        return engine.matches(text) != negate;
    }

    /// Whether any part of `text` matches, as for comments and user names (F90).
    public boolean finds(String text) {
        return engine.finds(text) != negate;
    }

    /// Whether the whole of `text` matches, as for names of projects (A55).
    public boolean matchesWhole(String text) {
        return engine.matchesWhole(text) != negate;
    }

    public String pattern() {
        return pattern;
    }

    public boolean negate() {
        return negate;
    }

    /// Whether RE2 does not understand it.
    public boolean deprecated() {
        return engine instanceof Backtracking;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Regex regex && regex.pattern.equals(pattern) && regex.negate == negate;
    }

    @Override
    public int hashCode() {
        return pattern.hashCode() * 31 + Boolean.hashCode(negate);
    }

    @Override
    public String toString() {
        return negate ? "not " + pattern : pattern;
    }

    private static Optional<Engine> compile(String pattern) {
        try {
            return Optional.of(new Re2(com.google.re2j.Pattern.compile(pattern)));
        } catch (PatternSyntaxException e) {
            return compileBacktracking(pattern);
        }
    }

    private static Optional<Engine> compileBacktracking(String pattern) {
        try {
            return Optional.of(new Backtracking(java.util.regex.Pattern.compile(pattern)));
        } catch (java.util.regex.PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private sealed interface Engine {
        boolean matches(String text);

        boolean finds(String text);

        boolean matchesWhole(String text);
    }

    private record Re2(com.google.re2j.Pattern pattern) implements Engine {
        @Override
        public boolean matches(String text) {
            return pattern.matcher(text).lookingAt();
        }

        @Override
        public boolean finds(String text) {
            return pattern.matcher(text).find();
        }

        @Override
        public boolean matchesWhole(String text) {
            return pattern.matcher(text).matches();
        }
    }

    /// Every look at a character costs one step of a budget, so a hostile expression ends as "no match", at the same
    /// step on every machine.
    private record Backtracking(java.util.regex.Pattern pattern) implements Engine {
        @Override
        public boolean matches(String text) {
            return bounded(text, java.util.regex.Matcher::lookingAt);
        }

        @Override
        public boolean finds(String text) {
            return bounded(text, java.util.regex.Matcher::find);
        }

        @Override
        public boolean matchesWhole(String text) {
            return bounded(text, java.util.regex.Matcher::matches);
        }

        private boolean bounded(String text, java.util.function.Predicate<java.util.regex.Matcher> question) {
            try {
                return question.test(pattern.matcher(new BudgetedText(text)));
            } catch (BudgetSpent | StackOverflowError e) {
                return false;
            }
        }
    }

    private static final class BudgetSpent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BudgetSpent() {
            super("too many steps", null, false, false);
        }
    }

    private static final class BudgetedText implements CharSequence {
        private static final int STEPS = 200_000;
        private final String text;
        private int left = STEPS;

        BudgetedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new BudgetSpent();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
