package dev.sluice.activities.step.jinja;

/// Tells `{{ x }}` from `{{ x }} and {{ y }}`.
final class WholeExpression {
    private WholeExpression() {}

    /// What stands between the braces when the text is one expression and nothing else; else empty.
    static String of(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("{{") || !stripped.endsWith("}}") || stripped.length() < 5) {
            return "";
        }
        int depth = 0;
        char quote = 0;
        for (int i = 2; i < stripped.length() - 1; i++) {
            char c = stripped.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (depth == 0 && c == '}') {
                boolean end = i == stripped.length() - 2;
                return end ? trimmed(stripped.substring(2, i)) : "";
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            }
        }
        return "";
    }

    /// Without the marks of whitespace control.
    private static String trimmed(String expression) {
        String inner = expression.startsWith("-") ? expression.substring(1) : expression;
        return (inner.endsWith("-") ? inner.substring(0, inner.length() - 1) : inner).strip();
    }
}
