package dev.sluice.activities.step.jinja;

import com.hubspot.jinjava.util.ForLoop;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Attributes, items and slices: of mappings, lists, texts and the `loop` of a template; of nothing else.
final class Access {
    private Access() {}

    static @Nullable Object attribute(@Nullable Object base, String name) {
        return switch (base) {
            case Undefined undefined -> undefined;
            case Map<?, ?> map when map.containsKey(name) -> map.get(name);
            case ForLoop loop -> loop(loop, name);
            case Collection<?> list when name.matches("[0-9]{1,9}") -> item(list, Long.valueOf(name));
            case null, default -> new Undefined(Values.kind(base) + " has no attribute '" + name + "'");
        };
    }

    private static Object loop(ForLoop loop, String name) {
        return switch (name) {
            case "index" -> (long) loop.getIndex();
            case "index0" -> (long) loop.getIndex0();
            case "revindex" -> (long) loop.getRevindex();
            case "revindex0" -> (long) loop.getRevindex0();
            case "first" -> loop.isFirst();
            case "last" -> loop.isLast();
            case "length" -> (long) loop.getLength();
            default -> new Undefined("'loop' has no attribute '" + name + "'");
        };
    }

    static @Nullable Object item(@Nullable Object base, @Nullable Object index) {
        Values.defined(index);
        return switch (base) {
            case Undefined undefined -> undefined;
            case Map<?, ?> map -> {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    if (Values.equal(entry.getKey(), index)) {
                        yield entry.getValue();
                    }
                }
                yield attribute(map, index instanceof Long number ? number.toString() : Values.text(index));
            }
            case CharSequence text
            when index instanceof Long number -> {
                int at = position(number, text.length());
                yield at < 0 ? new Undefined("the text has no character " + number) : text.subSequence(at, at + 1);
            }
            case List<?> list
            when index instanceof Long number -> {
                int at = position(number, list.size());
                yield at < 0
                        ? new Undefined("the list has no element " + number + ", its length is " + list.size())
                        : list.get(at);
            }
            case null, default -> new Undefined(Values.kind(base) + " has no element of this kind");
        };
    }

    private static int position(long index, int size) {
        long at = index < 0 ? index + size : index;
        return at >= 0 && at < size ? (int) at : -1;
    }

    static Object slice(@Nullable Object base, @Nullable Object from, @Nullable Object to) {
        Object value = Values.defined(base);
        int size = value instanceof CharSequence text
                ? text.length()
                : Lists.of(value).size();
        int start = from == null ? 0 : bound(from, size);
        int end = Math.max(start, to == null ? size : bound(to, size));
        return value instanceof CharSequence text
                ? text.subSequence(start, end).toString()
                : Lists.of(value).subList(start, end);
    }

    private static int bound(Object index, int size) {
        long at = Values.number(index).longValue();
        return (int) Math.clamp(at < 0 ? at + size : at, 0L, size);
    }
}
