package dev.sluice.engine.conform.world;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.report.RequirementTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finished builds of a case, for changes that have left (E21, E24).
public final class FakeHistory {
    /// One last try, with what its job provides.
    public record Entry(String pipeline, String buildset, Change change, List<String> provides, BuildReport report) {}

    public record Answer(List<Artifact> artifacts, Optional<String> failure) {}

    private final List<Entry> entries = new ArrayList<>();

    public void add(Entry entry) {
        entries.add(entry);
    }

    public Answer find(String pipeline, Change change, String consumer, List<String> requires) {
        List<Entry> providers = entries.stream()
                .filter(entry -> entry.pipeline().equals(pipeline)
                        && entry.change().key().equals(change.key())
                        && entry.provides().stream().anyMatch(requires::contains))
                .toList();
        if (providers.isEmpty()) {
            return new Answer(List.of(), Optional.empty());
        }
        String newest = providers.getLast().buildset();
        List<Artifact> artifacts = new ArrayList<>();
        for (Entry entry : providers) {
            if (entry.buildset().equals(newest)) {
                BuildReport report = entry.report();
                if (report.result() != BuildResult.SUCCESS) {
                    List<String> missed =
                            requires.stream().filter(entry.provides()::contains).toList();
                    return new Answer(
                            List.of(),
                            Optional.of(RequirementTexts.providerFailed(
                                    consumer,
                                    missed,
                                    report.build(),
                                    change.id(),
                                    change.project().name(),
                                    report.result().name())));
                }
                artifacts.addAll(report.artifacts());
            }
        }
        return new Answer(List.copyOf(artifacts), Optional.empty());
    }
}
