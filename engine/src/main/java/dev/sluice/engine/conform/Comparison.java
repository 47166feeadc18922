package dev.sluice.engine.conform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares what a case expects with a world, and stops at the first difference.
abstract class Comparison {
    private final CaseWorld world;
    private final String step;
    private @Nullable Difference first;

    Comparison(CaseWorld world, String step) {
        this.world = world;
        this.step = step;
    }

    CaseWorld world() {
        return world;
    }

    Optional<Difference> first() {
        return Optional.ofNullable(first);
    }

    boolean failed() {
        return first != null;
    }

    void differ(String what, Object expected, Object found) {
        if (first == null) {
            first = new Difference(step, what, String.valueOf(expected), String.valueOf(found));
        }
    }

    void same(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            differ(what, expected, found);
        }
    }

    /// Equal up to order.
    void sameBag(String what, List<?> expected, List<?> found) {
        List<Object> missing = new ArrayList<>(expected);
        List<Object> extra = new ArrayList<>(found);
        expected.forEach(each -> {
            if (extra.remove(each)) {
                missing.remove(each);
            }
        });
        if (!missing.isEmpty() || !extra.isEmpty()) {
            differ(what, missing.isEmpty() ? expected : "also " + missing, extra.isEmpty() ? found : "also " + extra);
        }
    }

    void change(String id, Picture.ChangeExpected expected) {
        CaseWorld.ChangeSeen seen = world.change(id);
        expected.status().ifPresent(status -> same("status of " + id, status, seen.status()));
        expected.votes().forEach((label, value) -> {
            Integer found = seen.votes().get(label);
            if (!value.equals(found)) {
                differ("vote %s of %s".formatted(label, id), value, found == null ? "none" : found);
            }
        });
        expected.messages().forEach(message -> message(id, message, seen.messages()));
        expected.reports().ifPresent(count -> same("reports of " + id, count, seen.reports()));
    }

    private void message(String id, Picture.MessageExpected expected, List<String> messages) {
        int index = expected.index() < 0 ? messages.size() + expected.index() : expected.index();
        if (index < 0 || index >= messages.size()) {
            differ("message %d of %s".formatted(expected.index(), id), "a text", messages.size() + " messages");
            return;
        }
        String text = messages.get(index);
        for (String part : expected.contains()) {
            if (!text.contains(part)) {
                differ("message %d of %s".formatted(expected.index(), id), "'" + part + "' in it", text);
            }
        }
        for (String part : expected.excludes()) {
            if (text.contains(part)) {
                differ("message %d of %s".formatted(expected.index(), id), "no '" + part + "' in it", text);
            }
        }
    }

    void queues(String pipeline, List<List<String>> expected) {
        sameBag("queues of " + pipeline, expected, world.queues(pipeline));
    }
}
