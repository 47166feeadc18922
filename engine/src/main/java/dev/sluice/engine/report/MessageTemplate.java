package dev.sluice.engine.report;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A pipeline's message with names in braces (A22); `{{` and `}}` are braces.
final class MessageTemplate {

    /// The names that a template may use.
    private static final List<String> NAMES = List.of(
            "pipeline",
            "pipeline.name",
            "pipeline.tenant",
            "change",
            "change.number",
            "change.patchset",
            "change.project",
            "change.branch",
            "change.url",
            "change.owner",
            "change.topic",
            "change.status",
            "changes",
            "item_url");

    private MessageTemplate() {}

    /// The text; a name that is not known stays as it was written.
    static String fill(String template, String tenant, String pipeline, Subject subject, String itemUrl) {
        Map<String, String> values = values(tenant, pipeline, subject, itemUrl);
        return expand(template, name -> {
            String value = values.get(name);
            if (value != null) {
                return value;
            }
            return NAMES.contains(name) || name.equals("{") || name.equals("}") ? loneBrace(name) : "{" + name + "}";
        });
    }

    private static String loneBrace(String name) {
        return name.length() == 1 ? name : "";
    }

    private static Map<String, String> values(String tenant, String pipeline, Subject subject, String itemUrl) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("pipeline", pipeline);
        values.put("pipeline.name", pipeline);
        values.put("pipeline.tenant", tenant);
        values.put("change", subject.id());
        values.put("changes", subject.id());
        values.put("change.project", subject.project().name());
        values.put("change.branch", subject.branch());
        values.put("change.url", subject.url());
        values.put("item_url", itemUrl);
        if (subject instanceof Change change) {
            values.put("change.number", Integer.toString(change.number()));
            values.put("change.patchset", Integer.toString(change.patchset()));
            values.put("change.owner", change.owner());
            values.put("change.topic", change.topic());
            values.put("change.status", change.status().name());
        }
        return values;
    }

    private interface Lookup {
        String of(String name);
    }

    private static String expand(String template, Lookup lookup) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            boolean doubled = i + 1 < template.length() && template.charAt(i + 1) == c;
            if (c != '{' && c != '}') {
                text.append(c);
                i++;
            } else if (doubled) {
                text.append(c);
                i += 2;
            } else if (c == '{' && template.indexOf('}', i) > 0) {
                int end = template.indexOf('}', i);
                text.append(lookup.of(template.substring(i + 1, end)));
                i = end + 1;
            } else {
                text.append(lookup.of(String.valueOf(c)));
                i++;
            }
        }
        return text.toString();
    }
}
