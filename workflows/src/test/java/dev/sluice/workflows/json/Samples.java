package dev.sluice.workflows.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a filled value of any payload type by reflection, so that a new field is covered without a new test.
final class Samples {
    private static final int DEPTH = 7;
    private int counter;

    Object of(Type type) {
        return of(type, DEPTH);
    }

    private Object of(Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, depth);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) {
            return "text " + ++counter;
        } else if (raw == int.class || raw == Integer.class || raw == Object.class) {
            return ++counter;
        } else if (raw == long.class || raw == Long.class) {
            return 1_700_000_000_000L + ++counter;
        } else if (raw == boolean.class || raw == Boolean.class) {
            return ++counter % 2 == 0;
        } else if (raw.isEnum()) {
            return raw.getEnumConstants()[++counter % raw.getEnumConstants().length];
        } else if (raw.isSealed()) {
            List<Class<?>> members = SealedFamilies.members(raw);
            return record(members.get(depth > 1 ? ++counter % members.size() : 0), depth);
        } else if (raw.isRecord()) {
            return record(raw, depth);
        }
        throw new IllegalArgumentException("no payload may hold a " + type.getTypeName()
                + "; payloads are records of JDK types with an order and a fixed form");
    }

    private Object generic(ParameterizedType type, int depth) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < 3 && depth > 0; i++) {
                list.add(of(of[0], depth - 1));
            }
            return list;
        } else if (type.getRawType() == Optional.class) {
            return depth > 0 ? Optional.of(of(of[0], depth - 1)) : Optional.empty();
        } else if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            map.put(of(of[0], depth), of(of[1], depth - 1));
            map.put(of(of[0], depth), of(of[1], depth - 1));
            return map;
        }
        throw new IllegalArgumentException("no payload may hold a " + type.getTypeName());
    }

    private Object record(Class<?> type, int depth) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = of(components[i].getGenericType(), depth - 1);
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a sample of " + type.getName(), e);
        }
    }
}
