package dev.sluice.activities.step.jinja;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// JSON values as Python sees them: truth, text, equality, order.
public final class Values {
    private Values() {}

    public static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Undefined undefined -> throw undefined.used();
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() != 0;
            case CharSequence text -> !text.isEmpty();
            case Collection<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /// What `str()` gives, with nothing for None as Ansible has it.
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Undefined undefined -> throw undefined.used();
            case String text -> text;
            default -> {
                StringBuilder out = new StringBuilder();
                repr(value, out, 0);
                yield out.toString();
            }
        };
    }

    private static void repr(@Nullable Object value, StringBuilder out, int depth) {
        if (depth > 100 || out.length() > Limits.DEFAULT.characters()) {
            throw Stop.because("the value is too large to be shown as text");
        }
        switch (value) {
            case null -> out.append("None");
            case Undefined undefined -> throw undefined.used();
            case Boolean flag -> out.append(flag ? "True" : "False");
            case Number number -> out.append(number);
            case CharSequence text -> quote(text, out);
            case Map<?, ?> map -> {
                out.append('{');
                String comma = "";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(comma);
                    repr(entry.getKey(), out, depth + 1);
                    out.append(": ");
                    repr(entry.getValue(), out, depth + 1);
                    comma = ", ";
                }
                out.append('}');
            }
            case Collection<?> list -> {
                out.append('[');
                String comma = "";
                for (Object item : list) {
                    out.append(comma);
                    repr(item, out, depth + 1);
                    comma = ", ";
                }
                out.append(']');
            }
            default -> out.append(value);
        }
    }

    private static void quote(CharSequence text, StringBuilder out) {
        String plain = text.toString();
        char mark = plain.indexOf('\'') >= 0 && plain.indexOf('"') < 0 ? '"' : '\'';
        out.append(mark);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == mark) {
                        out.append('\\');
                    }
                    out.append(c);
                }
            }
        }
        out.append(mark);
    }

    static boolean equal(@Nullable Object a, @Nullable Object b) {
        defined(a);
        defined(b);
        if (a == null || b == null) {
            return a == null && b == null;
        }
        if (isNumber(a) && isNumber(b)) {
            return compareNumbers(a, b) == 0;
        }
        if (a instanceof CharSequence && b instanceof CharSequence) {
            return a.toString().contentEquals(b.toString());
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return equalLists(x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(entry ->
                                    y.containsKey(entry.getKey()) && equal(entry.getValue(), y.get(entry.getKey())));
        }
        return Objects.equals(a, b);
    }

    private static boolean equalLists(List<?> x, List<?> y) {
        if (x.size() != y.size()) {
            return false;
        }
        Iterator<?> other = y.iterator();
        for (Object item : x) {
            if (!equal(item, other.next())) {
                return false;
            }
        }
        return true;
    }

    static int compare(@Nullable Object a, @Nullable Object b) {
        defined(a);
        defined(b);
        if (isNumber(a) && isNumber(b)) {
            return compareNumbers(Objects.requireNonNull(a), Objects.requireNonNull(b));
        }
        if (a instanceof CharSequence && b instanceof CharSequence) {
            return a.toString().compareTo(b.toString());
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
                int order = compare(x.get(i), y.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(x.size(), y.size());
        }
        throw Stop.because("cannot compare " + kind(a) + " with " + kind(b));
    }

    private static int compareNumbers(Object a, Object b) {
        Object x = number(a);
        Object y = number(b);
        return x instanceof Long i && y instanceof Long j
                ? Long.compare(i, j)
                : Double.compare(((Number) x).doubleValue(), ((Number) y).doubleValue());
    }

    /// Whether it counts as a number; booleans do, as in Python.
    static boolean isNumber(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /// A long or a double.
    static Number number(@Nullable Object value) {
        return switch (value) {
            case Boolean flag -> flag ? 1L : 0L;
            case Double d -> d;
            case Float f -> f.doubleValue();
            case java.math.BigDecimal d -> d.doubleValue();
            case Number n -> n.longValue();
            case null, default -> throw Stop.because("expected a number, found " + kind(value));
        };
    }

    static @Nullable Object defined(@Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        return value;
    }

    /// For messages: what sort of value it is, never the value.
    public static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Undefined undefined -> "an undefined value";
            case Boolean flag -> "a boolean";
            case Number number -> "a number";
            case CharSequence text -> "a text";
            case Collection<?> list -> "a list";
            case Map<?, ?> map -> "a mapping";
            default -> "a value";
        };
    }

    /// Values in a value, itself counted; stops once there are more than `limit`.
    public static long weight(@Nullable Object value, long limit) {
        return weight(value, limit, 0);
    }

    private static long weight(@Nullable Object value, long limit, int depth) {
        if (depth > 100) {
            return limit + 1;
        }
        long sum = 1;
        Collection<?> inner = switch (value) {
            case Map<?, ?> map -> map.values();
            case Collection<?> list -> list;
            case null, default -> List.of();
        };
        for (Object item : inner) {
            sum += weight(item, limit - sum, depth + 1);
            if (sum > limit) {
                return sum;
            }
        }
        return sum;
    }
}
