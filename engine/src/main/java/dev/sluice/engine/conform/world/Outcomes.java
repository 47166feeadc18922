package dev.sluice.engine.conform.world;

import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.jobgraph.CycleGraph;
import dev.sluice.engine.jobgraph.Frozen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of the last buildset of each subject in each pipeline.
public final class Outcomes {
    public record Key(String subject, String pipeline) {}

    private final Map<Key, Map<String, String>> results = new LinkedHashMap<>();
    private final Map<Key, String> buildsets = new LinkedHashMap<>();
    private final Map<Key, Frozen> frozen = new LinkedHashMap<>();

    public void started(Key key) {
        results.put(key, new LinkedHashMap<>());
        buildsets.remove(key);
    }

    public void froze(Key key, Frozen graph) {
        frozen.put(key, graph);
    }

    public void ended(Key key, List<BuildReport> builds) {
        Map<String, String> jobs = new LinkedHashMap<>();
        builds.forEach(
                build -> jobs.put(CycleGraph.jobOf(build.job()), build.result().name()));
        results.put(key, jobs);
    }

    public void result(Key key, String result) {
        buildsets.put(key, result);
    }

    Map<String, String> results(Key key) {
        return results.getOrDefault(key, Map.of());
    }

    Optional<String> buildset(Key key) {
        return Optional.ofNullable(buildsets.get(key));
    }

    Optional<Frozen> frozen(Key key) {
        return Optional.ofNullable(frozen.get(key));
    }
}
