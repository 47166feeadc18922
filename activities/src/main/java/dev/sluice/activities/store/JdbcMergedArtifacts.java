package dev.sluice.activities.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.MergedArtifacts;
import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.report.Ending;
import dev.sluice.workflows.port.HistoryActivities.ArtifactLookup;
import dev.sluice.workflows.port.HistoryActivities.FindArtifacts;
import java.time.Instant;
import java.util.List;

/// Finds promotions by their buildsets: those whose change had merged when they began.
public final class JdbcMergedArtifacts implements MergedArtifacts {
    /// Result of an item whose project runs nothing in the pipeline (F61).
    private static final String NOTHING_TO_PROMOTE = new Ending.NoJobs().result();

    private static final String OPEN = """
            select p.project, p.branch, p.change_number, p.patchset, p.started_at,
                (select g.pipeline from buildset g join provided v on v.buildset = g.uuid
                    where g.tenant = p.tenant and g.project = p.project and g.change_number = p.change_number
                        and g.patchset = p.patchset and not g.merged and g.result = :success and v.name in (<requires>)
                    order by g.ended_at desc, g.uuid limit 1) as pipeline
            from buildset p
            where p.tenant = :tenant and p.merged and p.result not in (:success, :nothing) and p.started_at >= :since
                and not exists (select 1 from buildset later
                    where later.tenant = p.tenant and later.pipeline = p.pipeline and later.project = p.project
                        and later.branch = p.branch and later.merged and later.result = :success
                        and later.started_at >= p.started_at)
            order by p.started_at, p.change_number""";

    private final SluiceDatabase database;
    private final ArtifactHistory artifacts;

    public JdbcMergedArtifacts(SluiceDatabase database, ObjectMapper mapper) {
        this.database = database;
        this.artifacts = new ArtifactHistory(database, new StoredJson(mapper));
    }

    @Override
    public List<Artifact> notPromoted(String tenant, List<String> requires, Instant since) {
        if (requires.isEmpty()) {
            return List.of();
        }
        return providers(tenant, requires, since).stream()
                .map(artifacts::find)
                .map(ArtifactLookup::artifacts)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private List<FindArtifacts> providers(String tenant, List<String> requires, Instant since) {
        return database.call(
                "look up what is not promoted",
                () -> database.jdbi()
                        .withHandle(handle -> handle.createQuery(OPEN)
                                .bind("tenant", tenant)
                                .bind("success", BuildResult.SUCCESS.name())
                                .bind("nothing", NOTHING_TO_PROMOTE)
                                .bind("since", since.toEpochMilli())
                                .bindList("requires", requires)
                                .map((row, context) -> new FindArtifacts(
                                        "",
                                        tenant,
                                        row.getString("pipeline") == null ? "" : row.getString("pipeline"),
                                        row.getString("project"),
                                        row.getString("branch"),
                                        row.getInt("change_number"),
                                        row.getInt("patchset"),
                                        requires))
                                .list()));
    }
}
