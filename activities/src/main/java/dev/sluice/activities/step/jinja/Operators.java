package dev.sluice.activities.step.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Python's operators on JSON values.
final class Operators {
    private Operators() {}

    static @Nullable Object add(@Nullable Object a, @Nullable Object b, Limits limits) {
        require(a, b);
        if (a instanceof CharSequence && b instanceof CharSequence) {
            return limits.checked(a.toString().concat(b.toString()));
        }
        if (a instanceof Collection<?> x && b instanceof Collection<?> y) {
            limits.checkSize((long) x.size() + y.size());
            List<@Nullable Object> all = new ArrayList<>(x);
            all.addAll(y);
            return all;
        }
        return arithmetic("+", a, b);
    }

    static String concat(@Nullable Object a, @Nullable Object b, Limits limits) {
        return limits.checked(Values.text(a).concat(Values.text(b)));
    }

    static Object multiply(@Nullable Object a, @Nullable Object b, Limits limits) {
        require(a, b);
        if (a instanceof CharSequence text && b instanceof Long times) {
            long length = Math.max(0, times) * text.length();
            if (times > Integer.MAX_VALUE || length > limits.characters()) {
                throw Stop.because("the text grew beyond " + limits.characters() + " characters");
            }
            return text.toString().repeat((int) Math.max(0, times));
        }
        return arithmetic("*", a, b);
    }

    static Object modulo(@Nullable Object a, @Nullable Object b, Limits limits) {
        require(a, b);
        if (a instanceof CharSequence pattern) {
            return limits.checked(Formats.percent(pattern.toString(), b instanceof List<?> list ? list : asList(b)));
        }
        return arithmetic("%", a, b);
    }

    private static List<@Nullable Object> asList(@Nullable Object value) {
        List<@Nullable Object> list = new ArrayList<>();
        list.add(value);
        return list;
    }

    static Object arithmetic(String operator, @Nullable Object a, @Nullable Object b) {
        require(a, b);
        if (!Values.isNumber(a) || !Values.isNumber(b)) {
            throw Stop.because("operator '" + operator + "' cannot take " + Values.kind(a) + " and " + Values.kind(b));
        }
        Number x = Values.number(a);
        Number y = Values.number(b);
        try {
            if (x instanceof Long i && y instanceof Long j && !operator.equals("/")) {
                return integers(operator, i, j);
            }
        } catch (ArithmeticException e) {
            throw Stop.because("'" + operator + "': the number is too large, or a division by zero");
        }
        return decimals(operator, x.doubleValue(), y.doubleValue());
    }

    private static Object integers(String operator, long i, long j) {
        return switch (operator) {
            case "+" -> Math.addExact(i, j);
            case "-" -> Math.subtractExact(i, j);
            case "*" -> Math.multiplyExact(i, j);
            case "//" -> Math.floorDiv(i, j);
            case "%" -> Math.floorMod(i, j);
            default -> j < 0 ? (Object) Math.pow((double) i, (double) j) : (Object) power(i, j);
        };
    }

    private static long power(long base, long exponent) {
        long result = 1;
        for (long n = 0; n < exponent; n++) {
            result = Math.multiplyExact(result, base);
            if (result == 0 || base == 1) {
                return result;
            }
            if (n > 64 && base == -1) {
                return exponent % 2 == 0 ? 1 : -1;
            }
        }
        return result;
    }

    private static Object decimals(String operator, double i, double j) {
        if (j == 0 && List.of("/", "//", "%").contains(operator)) {
            throw Stop.because("division by zero");
        }
        return switch (operator) {
            case "+" -> i + j;
            case "-" -> i - j;
            case "*" -> i * j;
            case "/" -> i / j;
            case "//" -> Math.floor(i / j);
            case "%" -> i - j * Math.floor(i / j);
            default -> Math.pow(i, j);
        };
    }

    static Object negate(@Nullable Object value) {
        Number number = Values.number(Values.defined(value));
        return number instanceof Long n ? (Object) Math.negateExact(n) : (Object) (-number.doubleValue());
    }

    static boolean in(@Nullable Object needle, @Nullable Object container) {
        require(needle, container);
        return switch (container) {
            case CharSequence text -> text.toString().contains(Values.text(needle));
            case Map<?, ?> map -> map.keySet().stream().anyMatch(key -> Values.equal(key, needle));
            case Collection<?> list -> list.stream().anyMatch(item -> Values.equal(item, needle));
            case null, default -> throw Stop.because("'in' cannot look into " + Values.kind(container));
        };
    }

    private static void require(@Nullable Object a, @Nullable Object b) {
        Values.defined(a);
        Values.defined(b);
    }
}
