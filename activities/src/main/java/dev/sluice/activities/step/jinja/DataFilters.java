package dev.sluice.activities.step.jinja;

import dev.sluice.activities.step.jinja.Filters.Filter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Filters on mappings and between formats.
final class DataFilters {
    private DataFilters() {}

    static Map<String, Filter> all() {
        Map<String, Filter> filters = new LinkedHashMap<>();
        filters.put("to_json", call -> JsonText.compact(call.defined(), call.limits()));
        filters.put("tojson", call -> JsonText.compact(call.defined(), call.limits()));
        filters.put("to_nice_json", call -> JsonText.nice(call.defined(), call.limits()));
        filters.put("from_json", call -> JsonText.parse(call.inputText(), call.limits()));
        filters.put("to_yaml", call -> YamlFormat.write(call.defined(), call.limits()));
        filters.put("to_nice_yaml", call -> YamlFormat.write(call.defined(), call.limits()));
        filters.put("from_yaml", call -> YamlFormat.read(call.inputText(), call.limits()));
        filters.put(
                "b64encode",
                call -> Base64.getEncoder().encodeToString(call.inputText().getBytes(StandardCharsets.UTF_8)));
        filters.put("b64decode", DataFilters::decoded);
        filters.put("hash", call -> hash(call.inputText(), call.text(0, "hashtype", "sha1")));
        filters.put("checksum", call -> hash(call.inputText(), "sha1"));
        filters.put("combine", DataFilters::combine);
        filters.put("dict2items", DataFilters::toItems);
        filters.put("items2dict", DataFilters::fromItems);
        filters.put("items", call -> Methods.call("items", call));
        filters.put("dictsort", call -> {
            List<@Nullable Object> items = Lists.of(Methods.call("items", call));
            items.sort(Values::compare);
            return items;
        });
        return filters;
    }

    private static String decoded(Call call) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(call.inputText());
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Stop.because("'b64decode' found no base64");
        }
    }

    private static String hash(String text, String type) {
        String algorithm = switch (type) {
            case "sha1" -> "SHA-1";
            case "sha256" -> "SHA-256";
            case "sha512" -> "SHA-512";
            case "md5" -> "MD5";
            default -> throw Stop.because("'hash' knows md5, sha1, sha256 and sha512, not '" + type + "'");
        };
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw Stop.because("'hash' has no " + algorithm + " here");
        }
    }

    private static Map<String, @Nullable Object> combine(Call call) {
        boolean recursive = call.flag(Integer.MAX_VALUE, "recursive", false);
        Map<String, @Nullable Object> combined = call.inputMap();
        for (Object other : call.given().positional()) {
            merge(combined, Lists.map(other), recursive);
        }
        call.limits().checkSize(Values.weight(combined, call.limits().values()));
        return combined;
    }

    private static void merge(
            Map<String, @Nullable Object> into, Map<String, @Nullable Object> from, boolean recursive) {
        from.forEach((key, value) -> {
            if (recursive && value instanceof Map && into.get(key) instanceof Map) {
                Map<String, @Nullable Object> inner = Lists.map(into.get(key));
                merge(inner, Lists.map(value), true);
                into.put(key, inner);
            } else {
                into.put(key, value);
            }
        });
    }

    private static List<@Nullable Object> toItems(Call call) {
        List<@Nullable Object> items = new ArrayList<>();
        call.inputMap().forEach((key, value) -> {
            Map<String, @Nullable Object> item = new LinkedHashMap<>();
            item.put(call.text(0, "key_name", "key"), key);
            item.put(call.text(1, "value_name", "value"), value);
            items.add(item);
        });
        return items;
    }

    private static Map<String, @Nullable Object> fromItems(Call call) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Object item : call.inputList()) {
            Map<String, @Nullable Object> pair = Lists.map(item);
            map.put(
                    Values.text(pair.get(call.text(0, "key_name", "key"))),
                    pair.get(call.text(1, "value_name", "value")));
        }
        return map;
    }
}
