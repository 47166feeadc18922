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
    private static final String BUILDSET = """
            insert into buildset (uuid, tenant, pipeline, project, project_name, branch, change_number, patchset, ref,
                url, graph, inputs, result, message, started_at, ended_at, merged)
            values (:uuid, :tenant, :pipeline, :project, :projectName, :branch, :change, :patchset, :ref,
                :url, :graph, :inputs, :result, :message, :at,
                case when :result = '' then cast(0 as bigint) else cast(:at as bigint) end, :merged)
            on conflict (uuid) do update set
                graph = case when excluded.graph = '' then buildset.graph else excluded.graph end,
                inputs = case when excluded.inputs = '' then buildset.inputs else excluded.inputs end,
                result = case when excluded.result = '' then buildset.result else excluded.result end,
                message = case when excluded.message = '' then buildset.message else excluded.message end,
                ended_at = case when excluded.result = '' then buildset.ended_at else excluded.ended_at end""";

    private static final String BUILD = """
            insert into build (buildset, id, job, result, carried, attempt, last_try, started_at, ended_at, report,
                returned)
            values (:buildset, :id, :job, :result, :carried, :attempt, :last, :started, :ended, :report, :returned)
            on conflict (buildset, id) do update set
                job = excluded.job, result = excluded.result, carried = excluded.carried, attempt = excluded.attempt,
                last_try = excluded.last_try, started_at = excluded.started_at, ended_at = excluded.ended_at,
                report = excluded.report, returned = excluded.returned""";

    private final SluiceDatabase database;
    private final StoredJson json;

    HistoryWriter(SluiceDatabase database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    /// Returns how many rows were written. The row comes first: whoever writes it keeps others from its parts until the
    /// end of the transaction.
    int buildset(BuildsetRecord record, GraphFacts facts) {
        return database.call(
                "record a buildset",
                () -> database.jdbi().inTransaction(handle -> {
                    int rows = bindSubject(handle.createUpdate(BUILDSET), record.subject())
                            .bind("uuid", record.buildset())
                            .bind("tenant", record.tenant())
                            .bind("pipeline", record.pipeline())
                            .bind("graph", record.graph())
                            .bind("inputs", facts.inputs())
                            .bind("result", record.result())
                            .bind("message", storable(record.message()))
                            .bind("at", record.atEpochMilli())
                            .execute();
                    provide(handle, record.buildset(), facts.provides());
                    join(handle, record);
                    return rows;
                }));
    }

    int landed(String buildset, String text) {
        return database.call(
                "note how a buildset landed",
                () -> database.jdbi()
                        .withHandle(
                                handle -> handle.createUpdate("update buildset set landed = :text where uuid = :uuid")
                                        .bind("text", text)
                                        .bind("uuid", buildset)
                                        .execute()));
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

    private static void join(Handle handle, BuildsetRecord record) {
        for (Change member : record.cycle()) {
            if (!member.equals(record.subject())) {
                handle.createUpdate("""
                                insert into cycle_member (buildset, project, project_name, branch, change_number, patchset)
                                values (:buildset, :project, :projectName, :branch, :change, :patchset)
                                on conflict do nothing""")
                        .bind("buildset", record.buildset())
                        .bind("project", member.project().canonicalName())
                        .bind("projectName", member.project().name())
                        .bind("branch", member.branch())
                        .bind("change", member.number())
                        .bind("patchset", member.patchset())
                        .execute();
            }
        }
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
                () -> database.jdbi().inTransaction(handle -> {
                    int rows = bind(handle.createUpdate(BUILD), record).execute();
                    replaceArtifacts(handle, record);
                    return rows;
                }));
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
