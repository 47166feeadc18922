package dev.sluice.activities.store;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.report.RequirementTexts;
import dev.sluice.workflows.port.HistoryActivities.ArtifactLookup;
import dev.sluice.workflows.port.HistoryActivities.FindArtifacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// Looks for what an earlier buildset of a change provided (E21, E24, E25).
final class ArtifactHistory {
    private static final String PROVIDERS = """
            select b.id, b.job, b.result, b.buildset, s.project_name, p.name
            from buildset s
            join build b on b.buildset = s.uuid and b.last_try
            join provided p on p.buildset = b.buildset and p.job = b.job
            where s.tenant = :tenant and s.pipeline = :pipeline and p.name in (<requires>)
                and (s.project = :project and s.branch = :branch
                        and s.change_number = :change and s.patchset = :patchset
                    or exists (select 1 from cycle_member m where m.buildset = s.uuid and m.project = :project
                        and m.branch = :branch and m.change_number = :change and m.patchset = :patchset))
            order by s.started_at desc, s.uuid desc, b.ended_at, b.job, p.name""";

    private final SluiceDatabase database;
    private final StoredJson json;

    ArtifactHistory(SluiceDatabase database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    ArtifactLookup find(FindArtifacts request) {
        if (request.requires().isEmpty()) {
            return new ArtifactLookup(List.of(), Optional.empty());
        }
        return database.call("look up artifacts", () -> database.jdbi().inTransaction(handle -> find(handle, request)));
    }

    private ArtifactLookup find(Handle handle, FindArtifacts request) {
        List<Provider> providers = newest(providers(handle, request));
        Optional<Provider> failed = providers.stream()
                .filter(provider -> !provider.result().equals(BuildResult.SUCCESS.name()))
                .findFirst();
        if (failed.isPresent()) {
            return new ArtifactLookup(List.of(), Optional.of(text(request, failed.get(), providers)));
        }
        var artifacts = providers.stream()
                .map(Provider::withoutName)
                .distinct()
                .flatMap(provider -> artifacts(handle, request, provider).stream())
                .toList();
        return new ArtifactLookup(artifacts, Optional.empty());
    }

    private static List<Provider> providers(Handle handle, FindArtifacts request) {
        return handle.createQuery(PROVIDERS)
                .bind("tenant", request.tenant())
                .bind("pipeline", request.pipeline())
                .bind("project", request.project())
                .bind("branch", request.branch())
                .bind("change", request.change())
                .bind("patchset", request.patchset())
                .bindList("requires", request.requires())
                .map((row, context) -> new Provider(
                        row.getString("buildset"),
                        row.getString("id"),
                        row.getString("job"),
                        row.getString("result"),
                        row.getString("project_name"),
                        row.getString("name")))
                .list();
    }

    private static List<Provider> newest(List<Provider> providers) {
        return providers.stream()
                .filter(provider ->
                        provider.buildset().equals(providers.getFirst().buildset()))
                .toList();
    }

    private static String text(FindArtifacts request, Provider failed, List<Provider> providers) {
        var names = new TreeSet<String>();
        providers.stream()
                .filter(provider -> provider.build().equals(failed.build()))
                .forEach(provider -> names.add(provider.name()));
        return RequirementTexts.providerFailed(
                request.job(),
                List.copyOf(names),
                failed.build(),
                String.valueOf(request.change()),
                failed.project(),
                failed.result());
    }

    private List<Artifact> artifacts(Handle handle, FindArtifacts request, Provider provider) {
        return handle.createQuery(
                        "select body from artifact where buildset = :buildset and build = :build order by position")
                .bind("buildset", provider.buildset())
                .bind("build", provider.build())
                .mapTo(String.class)
                .map(body -> withSource(json.read(body, Artifact.class), request, provider))
                .list();
    }

    /// Adds what consumers are told of the producer (E25), where the artifact does not say so itself.
    private static Artifact withSource(Artifact artifact, FindArtifacts request, Provider provider) {
        Map<String, String> source = new LinkedHashMap<>(artifact.source());
        source.putIfAbsent("project", provider.project());
        source.putIfAbsent("change", String.valueOf(request.change()));
        source.putIfAbsent("patchset", String.valueOf(request.patchset()));
        source.putIfAbsent("branch", request.branch());
        source.putIfAbsent("job", provider.job());
        return new Artifact(artifact.name(), artifact.url(), artifact.metadata(), source);
    }

    /// A build that provides a name.
    private record Provider(String buildset, String build, String job, String result, String project, String name) {
        Provider withoutName() {
            return new Provider(buildset, build, job, result, project, "");
        }
    }
}
