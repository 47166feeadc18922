package dev.sluice.activities.step.jinja;

import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tests: `x is defined`, `result is failed`, `name is match('a.*')`.
final class Tests {
    private static final Map<String, Test> ALL = new TreeMap<>();

    static {
        ALL.put("defined", call -> !(call.input() instanceof Undefined));
        ALL.put("undefined", call -> call.input() instanceof Undefined);
        ALL.put("none", call -> call.defined() == null);
        ALL.put("string", call -> call.defined() instanceof CharSequence);
        ALL.put("boolean", call -> call.defined() instanceof Boolean);
        ALL.put("number", call -> call.defined() instanceof Number);
        ALL.put("integer", call -> call.defined() instanceof Long || call.defined() instanceof Integer);
        ALL.put("float", call -> call.defined() instanceof Double);
        ALL.put("mapping", call -> call.defined() instanceof Map);
        ALL.put("sequence", call -> call.defined() instanceof Collection || call.defined() instanceof CharSequence);
        ALL.put(
                "iterable",
                call -> call.defined() instanceof Collection
                        || call.defined() instanceof CharSequence
                        || call.defined() instanceof Map);
        ALL.put("true", call -> Boolean.TRUE.equals(call.defined()));
        ALL.put("false", call -> Boolean.FALSE.equals(call.defined()));
        ALL.put("truthy", call -> Values.truth(call.input()));
        ALL.put("falsy", call -> !Values.truth(call.input()));
        ALL.put("odd", call -> Math.floorMod(Values.number(call.defined()).longValue(), 2L) == 1);
        ALL.put("even", call -> Math.floorMod(Values.number(call.defined()).longValue(), 2L) == 0);
        ALL.put(
                "divisibleby",
                call -> Values.equal(Operators.arithmetic("%", call.defined(), call.required(0, "num")), 0L));
        ALL.put("lower", call -> call.inputText().equals(call.inputText().toLowerCase(java.util.Locale.ROOT)));
        ALL.put("upper", call -> call.inputText().equals(call.inputText().toUpperCase(java.util.Locale.ROOT)));
        ALL.put("sameas", call -> Values.equal(call.defined(), call.required(0, "other")));
        both("eq", "equalto", call -> Values.equal(call.defined(), call.required(0, "other")));
        ALL.put("==", ALL.get("eq"));
        ALL.put("ne", call -> !Values.equal(call.defined(), call.required(0, "other")));
        both("lt", "lessthan", call -> Values.compare(call.defined(), call.required(0, "other")) < 0);
        both("gt", "greaterthan", call -> Values.compare(call.defined(), call.required(0, "other")) > 0);
        ALL.put("le", call -> Values.compare(call.defined(), call.required(0, "other")) <= 0);
        ALL.put("ge", call -> Values.compare(call.defined(), call.required(0, "other")) >= 0);
        ALL.put("in", call -> Operators.in(call.defined(), call.required(0, "container")));
        ALL.put("contains", call -> Operators.in(call.required(0, "value"), call.defined()));
        both("subset", "issubset", call -> Lists.of(call.required(0, "other")).containsAll(call.inputList()));
        both("superset", "issuperset", call -> call.inputList().containsAll(Lists.of(call.required(0, "other"))));
        ALL.put("any", call -> call.inputList().stream().anyMatch(Values::truth));
        ALL.put("all", call -> call.inputList().stream().allMatch(Values::truth));
        ALL.put(
                "match",
                call -> Patterns.of(call.requiredText(0, "pattern"), call)
                        .matcher(call.inputText())
                        .lookingAt());
        both(
                "search",
                "regex",
                call -> Patterns.of(call.requiredText(0, "pattern"), call)
                        .matcher(call.inputText())
                        .find());
        both("failed", "failure", call -> result(call, "failed"));
        both("succeeded", "success", call -> !result(call, "failed"));
        ALL.put("successful", ALL.get("success"));
        both("changed", "change", call -> result(call, "changed"));
        both("skipped", "skip", call -> result(call, "skipped"));
        both("unreachable", "unreachable", call -> result(call, "unreachable"));
        both("version", "version_compare", Tests::version);
    }

    private Tests() {}

    private interface Test {
        boolean holds(Call call);
    }

    private static void both(String name, String other, Test test) {
        ALL.put(name, test);
        ALL.put(other, test);
    }

    static boolean holds(String name, Call call) {
        Test test = ALL.get(name);
        if (test == null) {
            throw Stop.because("test '" + name + "' is not known. " + Suggestions.didYouMean(name, ALL.keySet())
                    + " Known: " + String.join(", ", ALL.keySet()));
        }
        return test.holds(call);
    }

    /// Looks into the registered result of a task.
    private static boolean result(Call call, String key) {
        if (!(call.defined() instanceof Map<?, ?> map)) {
            throw Stop.because(
                    "'is " + key + "' needs the registered result of a task, found " + Values.kind(call.input()));
        }
        return Values.truth(map.get(key));
    }

    private static boolean version(Call call) {
        int order = compareVersions(call.inputText(), call.requiredText(0, "version"));
        String operator = call.text(1, "operator", "==");
        return switch (operator) {
            case "==", "=", "eq" -> order == 0;
            case "!=", "<>", "ne" -> order != 0;
            case "<", "lt" -> order < 0;
            case "<=", "le" -> order <= 0;
            case ">", "gt" -> order > 0;
            case ">=", "ge" -> order >= 0;
            default -> throw Stop.because("'version' knows ==, !=, <, <=, > and >=, not '" + operator + "'");
        };
    }

    private static int compareVersions(String a, String b) {
        List<String> x = parts(a);
        List<String> y = parts(b);
        for (int i = 0; i < Math.max(x.size(), y.size()); i++) {
            String left = i < x.size() ? x.get(i) : "0";
            String right = i < y.size() ? y.get(i) : "0";
            boolean numbers = left.matches("[0-9]{1,18}") && right.matches("[0-9]{1,18}");
            int order = numbers ? Long.compare(Long.parseLong(left), Long.parseLong(right)) : left.compareTo(right);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<String> parts(@Nullable String version) {
        List<String> parts = new ArrayList<>();
        for (String part : String.valueOf(version).split("[.+_-]|(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])")) {
            parts.add(part);
        }
        return parts;
    }
}
