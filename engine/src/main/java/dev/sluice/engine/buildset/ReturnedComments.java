package dev.sluice.engine.buildset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `zuul.file_comments` (E6); what has another form is left out.
final class ReturnedComments {
    private ReturnedComments() {}

    static List<FileComment> of(Map<String, Object> byPath) {
        List<FileComment> comments = new ArrayList<>();
        byPath.forEach((path, entries) -> {
            if (entries instanceof List<?> list) {
                list.forEach(entry -> {
                    if (entry instanceof Map<?, ?> comment) {
                        comments.add(comment(path, comment));
                    }
                });
            }
        });
        return List.copyOf(comments);
    }

    private static FileComment comment(String path, Map<?, ?> entry) {
        String message = entry.get("message") instanceof String text ? text : "";
        int line = number(entry.get("line"));
        return entry.get("range") instanceof Map<?, ?> range
                ? new FileComment(
                        path,
                        line,
                        message,
                        number(range.get("start_line")),
                        number(range.get("start_character")),
                        number(range.get("end_line")),
                        number(range.get("end_character")))
                : new FileComment(path, line, message, 0, 0, 0, 0);
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }
}
