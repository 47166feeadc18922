package dev.sluice.activities.step;

import dev.sluice.activities.contract.LogStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A log in memory that hides as the contract says: texts of four characters and more, and their base64.
final class FakeLogs implements LogStore {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final List<String> raw = Collections.synchronizedList(new ArrayList<>());

    List<String> lines() {
        return List.copyOf(lines);
    }

    String text() {
        return String.join("\n", lines());
    }

    /// Before anything was hidden.
    String raw() {
        return String.join("\n", List.copyOf(raw));
    }

    @Override
    public LogWriter writer(String build) {
        return new LogWriter() {
            private final List<String> hidden = new ArrayList<>();

            @Override
            public synchronized void line(String host, String text) {
                String masked = text;
                for (String secret : hidden) {
                    masked = masked.replace(secret, "***");
                }
                raw.add(text);
                lines.add(host.isEmpty() ? masked : host + " | " + masked);
            }

            @Override
            public synchronized void hide(List<String> secrets) {
                secrets.stream().filter(secret -> secret.length() >= 4).forEach(hidden::add);
                hidden.sort(java.util.Comparator.comparingInt(String::length).reversed());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public String url(String build) {
        return "http://logs/" + build + "/";
    }
}
