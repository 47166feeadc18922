package dev.sluice.activities.step.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The few methods of Python's texts and mappings that playbooks use.
final class Methods {
    private static final List<String> OF_TEXTS = List.of(
            "capitalize",
            "count",
            "endswith",
            "find",
            "format",
            "isdigit",
            "join",
            "lower",
            "lstrip",
            "replace",
            "rstrip",
            "split",
            "splitlines",
            "startswith",
            "strip",
            "title",
            "upper");
    private static final List<String> OF_MAPPINGS = List.of("get", "items", "keys", "values");

    private Methods() {}

    static @Nullable Object call(String name, Call call) {
        return switch (call.defined()) {
            case CharSequence text when OF_TEXTS.contains(name) -> ofText(name, text.toString(), call);
            case Map<?, ?> map when OF_MAPPINGS.contains(name) -> ofMap(name, call);
            case null, default ->
                throw Stop.because(Values.kind(call.input()) + " has no method '" + name + "'; texts have "
                        + String.join(", ", OF_TEXTS) + "; mappings have " + String.join(", ", OF_MAPPINGS));
        };
    }

    private static @Nullable Object ofMap(String name, Call call) {
        Map<String, @Nullable Object> map = call.inputMap();
        return switch (name) {
            case "get" -> {
                String key = call.requiredText(0, "key");
                yield map.containsKey(key) ? map.get(key) : call.argument(1, "default", null);
            }
            case "keys" -> new ArrayList<@Nullable Object>(map.keySet());
            case "values" -> new ArrayList<>(map.values());
            default -> {
                List<@Nullable Object> items = new ArrayList<>();
                map.forEach((key, value) -> items.add(Lists.pair(key, value)));
                yield items;
            }
        };
    }

    private static Object ofText(String name, String text, Call call) {
        return switch (name) {
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "capitalize" -> Texts.capitalize(text);
            case "title" -> Texts.title(text);
            case "strip" -> Texts.strip(text, call.text(0, "chars", ""), true, true);
            case "lstrip" -> Texts.strip(text, call.text(0, "chars", ""), true, false);
            case "rstrip" -> Texts.strip(text, call.text(0, "chars", ""), false, true);
            case "startswith" -> text.startsWith(call.requiredText(0, "prefix"));
            case "endswith" -> text.endsWith(call.requiredText(0, "suffix"));
            case "isdigit" -> !text.isEmpty() && text.chars().allMatch(Character::isDigit);
            case "find" -> (long) text.indexOf(call.requiredText(0, "sub"));
            case "count" -> Texts.count(text, call.requiredText(0, "sub"));
            case "join" -> Texts.join(Lists.of(call.required(0, "list")), text, call.limits());
            case "replace" ->
                call.limits().checked(Texts.replace(text, call.requiredText(0, "old"), call.requiredText(1, "new")));
            case "splitlines" -> new ArrayList<@Nullable Object>(text.lines().toList());
            case "split" -> Texts.split(text, call.text(0, "sep", ""), call.integer(1, "maxsplit", -1), call.limits());
            default -> call.limits().checked(Texts.format(text, call));
        };
    }
}
