package dev.sluice.activities.step.jinja;

import dev.sluice.activities.step.jinja.Filters.Filter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Filters on lists.
final class ListFilters {
    private ListFilters() {}

    static Map<String, Filter> all() {
        Map<String, Filter> filters = new LinkedHashMap<>();
        Filter length = call -> call.defined() instanceof CharSequence text
                ? (long) text.length()
                : (long) call.inputList().size();
        filters.put("length", length);
        filters.put("count", length);
        filters.put("list", Call::inputList);
        filters.put(
                "join",
                call -> Texts.join(
                        attributes(call.inputList(), call.text(1, "attribute", "")),
                        call.text(0, "d", ""),
                        call.limits()));
        filters.put("first", call -> Access.item(call.inputList(), 0L));
        filters.put("last", call -> Access.item(call.inputList(), -1L));
        filters.put(
                "min",
                call -> call.inputList().stream().min(Values::compare).orElse(new Undefined("the list is empty")));
        filters.put(
                "max",
                call -> call.inputList().stream().max(Values::compare).orElse(new Undefined("the list is empty")));
        filters.put("sum", call -> {
            Object sum = call.argument(1, "start", 0L);
            for (Object item : attributes(call.inputList(), call.text(0, "attribute", ""))) {
                sum = Operators.add(sum, item, call.limits());
            }
            return sum;
        });
        filters.put("reverse", call -> {
            if (call.defined() instanceof CharSequence text) {
                return new StringBuilder(text).reverse().toString();
            }
            List<@Nullable Object> list = call.inputList();
            Collections.reverse(list);
            return list;
        });
        filters.put("sort", ListFilters::sort);
        filters.put("unique", call -> unique(call.inputList()));
        filters.put("flatten", call -> {
            List<@Nullable Object> flat = new ArrayList<>();
            flatten(call.inputList(), call.integer(0, "levels", 100), flat, call.limits());
            return flat;
        });
        filters.put("union", call -> {
            List<@Nullable Object> all = call.inputList();
            all.addAll(Lists.of(call.required(0, "other")));
            return unique(all);
        });
        filters.put("intersect", call -> keep(call, true));
        filters.put("difference", call -> keep(call, false));
        filters.put("zip", ListFilters::zip);
        filters.put("map", ListFilters::map);
        filters.put("select", call -> select(call, true, false));
        filters.put("reject", call -> select(call, false, false));
        filters.put("selectattr", call -> select(call, true, true));
        filters.put("rejectattr", call -> select(call, false, true));
        return filters;
    }

    /// A dotted attribute of each item; the items themselves for an empty name.
    private static List<@Nullable Object> attributes(List<@Nullable Object> items, String path) {
        if (path.isEmpty()) {
            return items;
        }
        List<@Nullable Object> found = new ArrayList<>();
        items.forEach(item -> found.add(attribute(item, path)));
        return found;
    }

    private static @Nullable Object attribute(@Nullable Object item, String path) {
        Object value = item;
        for (String name : path.split("\\.")) {
            value = Access.attribute(value, name);
        }
        return value;
    }

    private static List<@Nullable Object> sort(Call call) {
        List<@Nullable Object> list = call.inputList();
        String path = call.text(2, "attribute", "");
        Comparator<@Nullable Object> order = (a, b) -> {
            call.evaluation().tick();
            return Values.compare(folded(attributeOrSelf(a, path), call), folded(attributeOrSelf(b, path), call));
        };
        list.sort(call.flag(0, "reverse", false) ? order.reversed() : order);
        return list;
    }

    private static @Nullable Object attributeOrSelf(@Nullable Object item, String path) {
        return path.isEmpty() ? item : attribute(item, path);
    }

    private static @Nullable Object folded(@Nullable Object value, Call call) {
        boolean fold = value instanceof String && !call.flag(1, "case_sensitive", false);
        return fold ? Values.text(value).toLowerCase(java.util.Locale.ROOT) : value;
    }

    private static List<@Nullable Object> unique(List<@Nullable Object> list) {
        List<@Nullable Object> seen = new ArrayList<>();
        java.util.Set<String> texts = new java.util.HashSet<>();
        for (Object item : list) {
            boolean fresh = item instanceof String text ? texts.add(text) : !Lists.contains(seen, item);
            if (fresh) {
                seen.add(item);
            }
        }
        return seen;
    }

    private static List<@Nullable Object> keep(Call call, boolean wanted) {
        List<@Nullable Object> other = Lists.of(call.required(0, "other"));
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : call.inputList()) {
            call.evaluation().tick();
            if (Lists.contains(other, item) == wanted) {
                kept.add(item);
            }
        }
        return unique(kept);
    }

    private static void flatten(Collection<?> list, int levels, List<@Nullable Object> into, Limits limits) {
        for (Object item : list) {
            if (item instanceof Collection<?> inner && levels > 0) {
                flatten(inner, levels - 1, into, limits);
            } else {
                into.add(item);
                limits.checkSize(into.size());
            }
        }
    }

    private static List<@Nullable Object> zip(Call call) {
        List<List<@Nullable Object>> lists = new ArrayList<>();
        lists.add(call.inputList());
        call.given().positional().forEach(list -> lists.add(Lists.of(list)));
        int shortest = lists.stream().mapToInt(List::size).min().orElse(0);
        List<@Nullable Object> rows = new ArrayList<>();
        for (int i = 0; i < shortest; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (List<@Nullable Object> list : lists) {
                row.add(list.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<@Nullable Object> map(Call call) {
        List<@Nullable Object> mapped = new ArrayList<>();
        String path = call.text(Integer.MAX_VALUE, "attribute", "");
        for (Object item : call.inputList()) {
            if (!path.isEmpty()) {
                Object value = attribute(item, path);
                boolean missing = value instanceof Undefined && call.has(Integer.MAX_VALUE, "default");
                mapped.add(missing ? call.argument(Integer.MAX_VALUE, "default", null) : Values.defined(value));
            } else {
                mapped.add(Filters.apply(call.requiredText(0, "filter"), call.skipping(item, 1)));
            }
        }
        return mapped;
    }

    private static List<@Nullable Object> select(Call call, boolean wanted, boolean byAttribute) {
        int skipped = byAttribute ? 1 : 0;
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : call.inputList()) {
            Object subject = byAttribute ? attribute(item, call.requiredText(0, "attribute")) : item;
            boolean holds = call.count() <= skipped
                    ? !(subject instanceof Undefined) && Values.truth(subject)
                    : Tests.holds(call.requiredText(skipped, "test"), call.skipping(subject, skipped + 1));
            if (holds == wanted) {
                kept.add(item);
            }
        }
        return kept;
    }
}
