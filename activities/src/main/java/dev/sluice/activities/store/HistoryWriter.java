package dev.sluice.activities.store;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.workflows.port.HistoryActivities.BuildRecord;
import dev.sluice.workflows.port.HistoryActivities.BuildsetRecord;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Writes records; writing one again replaces it.
final class HistoryWriter {
    private static final String UPDATE_BUILDSET = """
            update buildset set
                graph = case when :graph = '' then graph else :graph end,
                inputs = case when :inputs = '' then inputs else :inputs end,
                result = case when :result = '' then result else :result end,
                message = case when :message = '' then message else :message end,
                ended_at = case when :result = '' then ended_at else :at end
            where uuid = :uuid""";

    private static final String INSERT_BUILDSET = """
            insert into buildset (uuid, tenant, pipeline, project, project_name, branch, change_number, patchset, ref,
                url, graph, inputs, result, message, started_at, ended_at, merged)
            values (:uuid, :tenant, :pipeline, :project, :projectName, :branch, :change, :patchset, :ref,
                :url, :graph, :inputs, :result, :message, :at,
                case when :result = '' then cast(0 as bigint) else cast(:at as bigint) end, :merged)""";

    private static final String UPDATE_BUILD = """
            update build set job = :job, result = :result, carried = :carried, attempt = :attempt,
                last_try = :last, started_at = :started, ended_at = :ended, report = :report, returned = :returned
            where buildset = :buildset and id = :id""";

    private static final String INSERT_BUILD = """
            insert into build (buildset, id, job, result, carried, attempt, last_try, started_at, ended_at, report,
                returned)
            values (:buildset, :id, :job, :result, :carried, :attempt, :last, :started, :ended, :report, :returned)""";

    private final SluiceDatabase database;
    private final StoredJson json;

    HistoryWriter(SluiceDatabase database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    int buildset(BuildsetRecord record, GraphFacts facts) {
        return database.call(
                "record a buildset",
                () -> Upsert.run(
                        database.jdbi(),
                        handle -> {
                            provide(handle, record.buildset(), facts.provides());
                            return bind(handle.createUpdate(UPDATE_BUILDSET), record, facts)
                                    .execute();
                        },
                        handle -> bindSubject(
                                        bind(handle.createUpdate(INSERT_BUILDSET), record, facts), record.subject())
                                .bind("tenant", record.tenant())
                                .bind("pipeline", record.pipeline())
                                .execute()));
    }

    private static Update bind(Update update, BuildsetRecord record, GraphFacts facts) {
        return update.bind("uuid", record.buildset())
                .bind("graph", record.graph())
                .bind("inputs", facts.inputs())
                .bind("result", record.result())
                .bind("message", storable(record.message()))
                .bind("at", record.atEpochMilli());
    }

    private static Update bindSubject(Update update, Subject subject) {
        int number = 0;
        int patchset = 0;
        String ref = "";
        boolean merged = false;
        switch (subject) {
            case Change change -> {
                number = change.number();
                patchset = change.patchset();
                ref = change.ref();
                merged = change.status() == ChangeStatus.MERGED;
            }
            case GitRef gitRef -> ref = gitRef.ref();
        }
        return update.bind("project", subject.project().canonicalName())
                .bind("projectName", subject.project().name())
                .bind("branch", subject.branch())
                .bind("change", number)
                .bind("patchset", patchset)
                .bind("ref", ref)
                .bind("url", subject.url())
                .bind("merged", merged);
    }

    private static void provide(Handle handle, String buildset, Map<String, List<String>> provides) {
        if (provides.isEmpty()) {
            return;
        }
        handle.createUpdate("delete from provided where buildset = :buildset")
                .bind("buildset", buildset)
                .execute();
        provides.forEach((job, names) -> names.stream()
                .distinct()
                .forEach(name -> handle.createUpdate(
                                "insert into provided (buildset, job, name) values (:buildset, :job, :name)")
                        .bind("buildset", buildset)
                        .bind("job", job)
                        .bind("name", name)
                        .execute()));
    }

    int build(BuildRecord record) {
        return database.call(
                "record a build",
                () -> Upsert.run(
                        database.jdbi(),
                        handle -> {
                            replaceArtifacts(handle, record);
                            return bind(handle.createUpdate(UPDATE_BUILD), record)
                                    .execute();
                        },
                        handle ->
                                bind(handle.createUpdate(INSERT_BUILD), record).execute()));
    }

    private Update bind(Update update, BuildRecord record) {
        BuildReport report = record.report();
        return update.bind("buildset", record.buildset())
                .bind("id", id(record))
                .bind("job", report.job())
                .bind("result", report.result().name())
                .bind("carried", report.carriedOver())
                .bind("attempt", record.attempt())
                .bind("last", record.last())
                .bind("started", report.startedAtEpochMilli())
                .bind("ended", report.endedAtEpochMilli())
                .bind("report", json.write(report))
                .bind("returned", json.write(record.returned()));
    }

    private void replaceArtifacts(Handle handle, BuildRecord record) {
        handle.createUpdate("delete from artifact where buildset = :buildset and build = :build")
                .bind("buildset", record.buildset())
                .bind("build", id(record))
                .execute();
        List<Artifact> artifacts = record.report().artifacts().isEmpty()
                ? record.returned().artifacts()
                : record.report().artifacts();
        for (int position = 0; position < artifacts.size(); position++) {
            handle.createUpdate(
                            "insert into artifact (buildset, build, position, body) values (:buildset, :build, :at, :body)")
                    .bind("buildset", record.buildset())
                    .bind("build", id(record))
                    .bind("at", position)
                    .bind("body", json.write(artifacts.get(position)))
                    .execute();
        }
    }

    /// A job that never ran has no build; it still has one line in its buildset.
    private static String id(BuildRecord record) {
        return record.report().build().isEmpty()
                ? record.buildset() + "/" + record.report().job()
                : record.report().build();
    }

    /// PostgreSQL refuses this character in any text.
    private static String storable(String text) {
        return text.replace("\0", "");
    }
}
