package dev.sluice.activities.step.jinja;

import dev.sluice.activities.step.jinja.Filters.Filter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Defaults and conversions.
final class CoreFilters {
    private CoreFilters() {}

    static Map<String, Filter> all() {
        Map<String, Filter> filters = new LinkedHashMap<>();
        filters.put("default", CoreFilters::otherwise);
        filters.put("d", CoreFilters::otherwise);
        filters.put("bool", call -> bool(call.defined()));
        filters.put("int", call -> integer(call));
        filters.put("float", call -> decimal(call));
        filters.put("string", Call::inputText);
        filters.put("mandatory", CoreFilters::mandatory);
        filters.put("ternary", CoreFilters::ternary);
        filters.put("type_debug", call -> Values.kind(call.input()));
        filters.put("abs", call -> {
            Number number = Values.number(call.defined());
            return number instanceof Long n ? (Object) Math.abs(n) : (Object) Math.abs(number.doubleValue());
        });
        filters.put("round", CoreFilters::round);
        return filters;
    }

    private static @Nullable Object otherwise(Call call) {
        boolean alsoFalse = call.flag(1, "boolean", false);
        boolean missing = call.input() instanceof Undefined || (alsoFalse && !Values.truth(call.input()));
        return missing ? call.argument(0, "default_value", "") : call.input();
    }

    /// Ansible's reading of a truth value; null stays null.
    static @Nullable Boolean bool(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() == 1;
            default ->
                List.of("yes", "on", "1", "true", "y", "t")
                        .contains(Values.text(value).toLowerCase(Locale.ROOT));
        };
    }

    private static Object integer(Call call) {
        long otherwise = call.integer(0, "default", 0);
        int base = Math.clamp(call.integer(1, "base", 10), 2, 36);
        try {
            return switch (call.defined()) {
                case Boolean flag -> flag ? 1L : 0L;
                case Number number -> number.longValue();
                case null -> otherwise;
                default -> {
                    String text = call.inputText().strip().toLowerCase(Locale.ROOT);
                    boolean prefixed = (base == 16 && text.startsWith("0x")) || (base == 8 && text.startsWith("0o"));
                    if (base == 10 && text.matches("[-+]?[0-9]+\\.[0-9]*")) {
                        yield (long) Double.parseDouble(text);
                    }
                    yield Long.parseLong(prefixed ? text.substring(2) : text, base);
                }
            };
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static Object decimal(Call call) {
        try {
            return switch (call.defined()) {
                case Boolean flag -> flag ? 1.0 : 0.0;
                case Number number -> number.doubleValue();
                case null, default -> Double.parseDouble(call.inputText().strip());
            };
        } catch (NumberFormatException e) {
            return Values.number(call.argument(0, "default", 0.0)).doubleValue();
        }
    }

    private static @Nullable Object mandatory(Call call) {
        if (call.input() instanceof Undefined undefined) {
            String message = call.text(0, "msg", "");
            throw Stop.because(message.isEmpty() ? "mandatory variable: " + undefined.reason() : message);
        }
        return call.input();
    }

    private static @Nullable Object ternary(Call call) {
        Object value = call.defined();
        if (value == null && call.has(2, "none_val")) {
            return call.argument(2, "none_val", null);
        }
        return Values.truth(value) ? call.required(0, "true_val") : call.required(1, "false_val");
    }

    private static Object round(Call call) {
        int digits = Math.clamp(call.integer(0, "precision", 0), -300, 300);
        double scale = Math.pow(10, digits);
        double scaled = Values.number(call.defined()).doubleValue() * scale;
        return switch (call.text(1, "method", "common")) {
            case "ceil" -> Math.ceil(scaled) / scale;
            case "floor" -> Math.floor(scaled) / scale;
            default -> Math.rint(scaled) / scale;
        };
    }
}
