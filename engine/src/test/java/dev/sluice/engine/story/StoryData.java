package dev.sluice.engine.story;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.buildset.ReturnedData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stories say about returned data and ends.
final class StoryData {
    private StoryData() {}

    /// Words such as `pause`, `no-retry`, `children=a,b`, `data=a.b:1`, `artifact=name`, `secret=x`, `log=url`.
    static ReturnedData returned(Words words) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (String entry : words.list("data")) {
            String[] pair = entry.split(":", 2);
            put(data, pair[0], pair[1]);
        }
        return new ReturnedData(
                data,
                words.list("secret"),
                words.list("artifact").stream()
                        .map(name -> new Artifact(name, name + ".tar", Map.of(), Map.of()))
                        .toList(),
                words.option("children").map(ignored -> words.list("children")),
                words.has("pause"),
                !words.has("no-retry"),
                words.option("log"),
                words.list("warning"),
                Map.of());
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> data, String path, String value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            data.put(path, value);
        } else {
            put(
                    (Map<String, Object>)
                            data.computeIfAbsent(path.substring(0, dot), key -> new LinkedHashMap<String, Object>()),
                    path.substring(dot + 1),
                    value);
        }
    }

    static String text(BuildEnd end) {
        return switch (end) {
            case BuildEnd.Finished finished ->
                finished.result()
                        + finished.detail().map(detail -> ": " + detail).orElse("");
            case BuildEnd.NoResult(String detail) -> "no result: " + detail;
            case BuildEnd.Lost(String detail) -> "lost: " + detail;
            case BuildEnd.NodeFailure(String detail) -> "node failure: " + detail;
            case BuildEnd.Canceled() -> "canceled";
        };
    }

    static String artifacts(List<Artifact> artifacts) {
        return artifacts.isEmpty()
                ? ""
                : " artifacts "
                        + artifacts.stream()
                                .map(artifact -> artifact.name() + " " + artifact.url() + " " + artifact.source())
                                .toList();
    }

    static String optional(String label, Optional<?> value) {
        return value.map(present -> " " + label + " " + present).orElse("");
    }
}
