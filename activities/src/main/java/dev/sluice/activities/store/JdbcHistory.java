package dev.sluice.activities.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.LandingNotes;
import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetEvent.CarriedResult;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.workflows.port.FailureKind;
import dev.sluice.workflows.port.HistoryActivities;
import java.util.List;
import java.util.function.Supplier;

/// The history in a database.
public final class JdbcHistory implements HistoryActivities, LandingNotes {
    private final SluiceDatabase database;
    private final HistoryWriter writer;
    private final ArtifactHistory artifacts;
    private final DocumentStore documents;
    private final StoredJson json;

    public JdbcHistory(SluiceDatabase database, DocumentStore documents, ObjectMapper mapper) {
        this.database = database;
        this.documents = documents;
        this.json = new StoredJson(mapper);
        this.writer = new HistoryWriter(database, json);
        this.artifacts = new ArtifactHistory(database, json);
    }

    @Override
    public void recordBuildset(BuildsetRecord record) {
        attempt(() -> writer.buildset(record, facts(record.graph())));
    }

    @Override
    public void recordBuild(BuildRecord record) {
        attempt(() -> writer.build(record));
    }

    @Override
    public void landed(String buildset, String text) {
        writer.landed(buildset, text);
    }

    @Override
    public ArtifactLookup findArtifacts(FindArtifacts request) {
        return attempt(() -> artifacts.find(request));
    }

    @Override
    public List<CarriedResult> reusableResults(String buildset, String graph) {
        return attempt(() -> {
            String now = facts(graph).inputs();
            String then = inputs(buildset);
            return now.isEmpty() || !now.equals(then) ? List.<CarriedResult>of() : successes(buildset);
        });
    }

    private GraphFacts facts(String graph) {
        return graph.isEmpty()
                ? GraphFacts.unknown()
                : documents.find(graph).map(json::tree).map(GraphFacts::of).orElseGet(GraphFacts::unknown);
    }

    private String inputs(String buildset) {
        return database.call(
                "read a buildset",
                () -> database.jdbi()
                        .withHandle(handle -> handle.createQuery("select inputs from buildset where uuid = :uuid")
                                .bind("uuid", buildset)
                                .mapTo(String.class)
                                .findOne()
                                .orElse("")));
    }

    private List<CarriedResult> successes(String buildset) {
        return database.call(
                "read the results of a buildset",
                () -> database.jdbi()
                        .withHandle(handle -> handle.createQuery("""
                                select report, returned from build
                                where buildset = :buildset and last_try and result = :success
                                order by ended_at, job""")
                                .bind("buildset", buildset)
                                .bind("success", BuildResult.SUCCESS.name())
                                .map((row, context) -> carried(
                                        json.read(row.getString("report"), BuildReport.class),
                                        json.read(row.getString("returned"), ReturnedData.class)))
                                .list()));
    }

    private static CarriedResult carried(BuildReport report, ReturnedData returned) {
        return new CarriedResult(report.job(), report.build(), report, returned);
    }

    private static <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (InfrastructureFailure e) {
            throw FailureKind.DEPENDENCY.failure(String.valueOf(e.getMessage()), e);
        }
    }
}
