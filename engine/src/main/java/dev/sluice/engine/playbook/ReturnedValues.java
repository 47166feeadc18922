package dev.sluice.engine.playbook;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.ReturnedData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What several `zuul_return` of a build amount to (E1 to E7).
public final class ReturnedValues {
    private static final String ZUUL = "zuul";
    private static final List<String> NEWEST_FIRST = List.of("artifacts", "warnings");

    private ReturnedValues() {}

    /// The data after one more call: mappings merge deeply, the later call wins; lists are replaced, save that
    /// artifacts and warnings of the later call come first, and comments on a file are added to.
    public static Map<String, Object> merged(Map<String, Object> before, Map<String, Object> call) {
        Map<String, @Nullable Object> all = deep(before, call);
        if (before.get(ZUUL) instanceof Map<?, ?> old && call.get(ZUUL) instanceof Map<?, ?> fresh) {
            Map<String, @Nullable Object> zuul = copy((Map<?, ?>) all.get(ZUUL));
            for (String key : NEWEST_FIRST) {
                if (old.get(key) instanceof List<?> earlier && fresh.get(key) instanceof List<?> later) {
                    zuul.put(key, joined(later, earlier));
                }
            }
            if (old.get("file_comments") instanceof Map<?, ?> earlier
                    && fresh.get("file_comments") instanceof Map<?, ?> later) {
                zuul.put("file_comments", comments(earlier, later));
            }
            all.put(ZUUL, zuul);
        }
        return all;
    }

    private static Map<String, @Nullable Object> deep(Map<?, ?> before, Map<?, ?> call) {
        Map<String, @Nullable Object> all = copy(before);
        call.forEach((key, value) -> {
            String name = String.valueOf(key);
            boolean both = all.get(name) instanceof Map && value instanceof Map;
            all.put(name, both ? deep(copy((Map<?, ?>) all.get(name)), copy((Map<?, ?>) value)) : value);
        });
        return all;
    }

    private static Map<String, @Nullable Object> copy(@Nullable Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (map != null) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }

    private static Map<String, @Nullable Object> comments(Map<?, ?> earlier, Map<?, ?> later) {
        Map<String, @Nullable Object> all = copy(earlier);
        later.forEach((path, list) -> {
            boolean both = list instanceof List && all.get(String.valueOf(path)) instanceof List;
            all.put(
                    String.valueOf(path),
                    both ? joined((List<?>) all.get(String.valueOf(path)), (List<?>) list) : list);
        });
        return all;
    }

    private static List<@Nullable Object> joined(@Nullable List<?> first, @Nullable List<?> second) {
        List<@Nullable Object> all = new ArrayList<>();
        if (first != null) {
            all.addAll(first);
        }
        if (second != null) {
            all.addAll(second);
        }
        return all;
    }

    /// @param data all calls, merged
    /// @param sealed `secret_data`, merged and sealed; empty for none
    public static ReturnedData returned(Map<String, Object> data, List<String> sealed) {
        Map<String, @Nullable Object> plain = copy(data);
        plain.remove(ZUUL);
        Map<?, ?> zuul = data.get(ZUUL) instanceof Map<?, ?> map ? map : new LinkedHashMap<>();
        return new ReturnedData(
                plain,
                sealed,
                artifacts(zuul.get("artifacts")),
                zuul.containsKey("child_jobs") ? Optional.of(texts(zuul.get("child_jobs"))) : Optional.empty(),
                truth(zuul.get("pause"), false),
                truth(zuul.get("retry"), true),
                Optional.ofNullable(zuul.get("log_url")).map(String::valueOf),
                texts(zuul.get("warnings")),
                zuul.get("file_comments") instanceof Map<?, ?> comments ? copy(comments) : new LinkedHashMap<>());
    }

    private static List<Artifact> artifacts(@Nullable Object value) {
        List<Artifact> artifacts = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of()) {
            if (item instanceof Map<?, ?> artifact) {
                artifacts.add(new Artifact(
                        String.valueOf(artifact.get("name")),
                        String.valueOf(artifact.get("url")),
                        artifact.get("metadata") instanceof Map<?, ?> metadata ? copy(metadata) : new LinkedHashMap<>(),
                        new LinkedHashMap<>()));
            }
        }
        return List.copyOf(artifacts);
    }

    private static List<String> texts(@Nullable Object value) {
        List<?> list = value instanceof List<?> several ? several : value == null ? List.of() : List.of(value);
        return list.stream().map(String::valueOf).toList();
    }

    private static boolean truth(@Nullable Object value, boolean otherwise) {
        return switch (value) {
            case null -> otherwise;
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() != 0;
            default ->
                List.of("true", "yes", "on", "1").contains(value.toString().toLowerCase(java.util.Locale.ROOT));
        };
    }

    /// What is wrong with the data of one call; empty when it is fine.
    public static List<String> problems(Map<String, Object> data) {
        Object zuul = data.get(ZUUL);
        if (zuul == null) {
            return List.of();
        }
        if (!(zuul instanceof Map<?, ?> map)) {
            return List.of("'zuul' must be a mapping");
        }
        List<String> problems = new ArrayList<>();
        list(map, "artifacts", problems).forEach(item -> artifact(item, problems));
        list(map, "warnings", problems);
        list(map, "child_jobs", problems).forEach(name -> {
            if (!(name instanceof String)) {
                problems.add("'zuul.child_jobs' must be a list of job names");
            }
        });
        if (map.get("file_comments") instanceof Map<?, ?> comments) {
            comments.forEach((path, list) -> comments(String.valueOf(path), list, problems));
        } else if (map.get("file_comments") != null) {
            problems.add("'zuul.file_comments' must be a mapping of file names to lists of comments");
        }
        return List.copyOf(problems);
    }

    private static List<?> list(Map<?, ?> zuul, String key, List<String> problems) {
        Object value = zuul.get(key);
        if (value instanceof List<?> list) {
            return list;
        }
        if (value != null) {
            problems.add("'zuul." + key + "' must be a list");
        }
        return List.of();
    }

    private static void artifact(@Nullable Object item, List<String> problems) {
        if (!(item instanceof Map<?, ?> artifact)) {
            problems.add("an artifact must be a mapping with 'name' and 'url'");
            return;
        }
        for (String key : List.of("name", "url")) {
            if (!(artifact.get(key) instanceof String)) {
                problems.add("an artifact must have a text '" + key + "'");
            }
        }
        if (artifact.containsKey("metadata") && !(artifact.get("metadata") instanceof Map)) {
            problems.add("the 'metadata' of an artifact must be a mapping");
        }
        for (Object key : artifact.keySet()) {
            if (!List.of("name", "url", "metadata").contains(key)) {
                problems.add("an artifact has no key '" + key + "'; allowed are name, url, metadata");
            }
        }
    }

    private static void comments(String path, @Nullable Object list, List<String> problems) {
        boolean fine = list instanceof List<?> comments
                && comments.stream()
                        .allMatch(item -> item instanceof Map<?, ?> comment
                                && comment.get("line") instanceof Number
                                && comment.get("message") instanceof String);
        if (!fine) {
            problems.add("'zuul.file_comments' of '" + path
                    + "' must be a list of mappings with a number 'line' and a text 'message'");
        }
    }
}
