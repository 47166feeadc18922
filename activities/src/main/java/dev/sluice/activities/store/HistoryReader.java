package dev.sluice.activities.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.engine.buildset.BuildReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Jdbi;

/// Reads the history, for HTTP and the command line.
public final class HistoryReader {
    private static final int MOST_ROWS = 1_000;

    private static final String BUILDSETS = """
            select * from buildset b
            where (:tenant = '' or tenant = :tenant) and (:pipeline = '' or pipeline = :pipeline)
                and ((:project = '' or project = :project or project_name = :project)
                        and (:change < 0 or change_number = :change)
                    or exists (select 1 from cycle_member m where m.buildset = b.uuid
                        and (:project = '' or m.project = :project or m.project_name = :project)
                        and (:change < 0 or m.change_number = :change)))
            order by started_at desc, uuid desc
            limit :limit""";

    private final SluiceDatabase database;
    private final StoredJson json;

    public HistoryReader(SluiceDatabase database, ObjectMapper mapper) {
        this.database = database;
        this.json = new StoredJson(mapper);
    }

    /// What to list; an empty part means any. The buildset of a dependency cycle is found by each of its changes.
    ///
    /// @param project short or canonical name
    /// @param limit at most a thousand
    public record Query(String tenant, String pipeline, String project, OptionalInt change, int limit) {
        public static Query ofTenant(String tenant, int limit) {
            return new Query(tenant, "", "", OptionalInt.empty(), limit);
        }
    }

    /// @param project canonical name
    /// @param change 0 when the subject is a ref
    /// @param result empty while it runs
    /// @param landed how its changes landed, for people; empty for what did not merge
    /// @param endedAtEpochMilli 0 while it runs
    public record Buildset(
            String buildset,
            String tenant,
            String pipeline,
            String project,
            String branch,
            int change,
            int patchset,
            String ref,
            String url,
            String result,
            String message,
            String landed,
            long startedAtEpochMilli,
            long endedAtEpochMilli) {}

    /// @param builds in the order they ended, earlier tries among them
    public record BuildsetWithBuilds(Buildset buildset, List<Build> builds) {}

    /// @param last whether it is the job's last try
    public record Build(String buildset, BuildReport report, int attempt, boolean last) {}

    /// Newest first.
    public List<Buildset> buildsets(Query query) {
        return database.call(
                "list buildsets",
                () -> jdbi().withHandle(handle -> handle.createQuery(BUILDSETS)
                        .bind("tenant", query.tenant())
                        .bind("pipeline", query.pipeline())
                        .bind("project", query.project())
                        .bind("change", query.change().orElse(-1))
                        .bind("limit", Math.clamp(query.limit(), 1, MOST_ROWS))
                        .map((row, context) -> buildset(row))
                        .list()));
    }

    public Optional<BuildsetWithBuilds> buildset(String uuid) {
        return database.call(
                "read a buildset",
                () -> jdbi().inTransaction(handle -> handle.createQuery("select * from buildset where uuid = :uuid")
                        .bind("uuid", uuid)
                        .map((row, context) -> buildset(row))
                        .findOne()
                        .map(buildset -> new BuildsetWithBuilds(
                                buildset,
                                handle.createQuery(
                                                "select * from build where buildset = :uuid order by ended_at, job, attempt")
                                        .bind("uuid", uuid)
                                        .map((row, context) -> build(row))
                                        .list()))));
    }

    /// A build as the buildset recorded it that ran it.
    public Optional<Build> build(String uuid) {
        return database.call(
                "read a build",
                () -> jdbi().withHandle(handle -> handle.createQuery(
                                "select * from build where id = :uuid order by carried, ended_at limit 1")
                        .bind("uuid", uuid)
                        .map((row, context) -> build(row))
                        .findOne()));
    }

    private Jdbi jdbi() {
        return database.jdbi();
    }

    private static Buildset buildset(ResultSet row) throws SQLException {
        return new Buildset(
                row.getString("uuid"),
                row.getString("tenant"),
                row.getString("pipeline"),
                row.getString("project"),
                row.getString("branch"),
                row.getInt("change_number"),
                row.getInt("patchset"),
                row.getString("ref"),
                row.getString("url"),
                row.getString("result"),
                row.getString("message"),
                row.getString("landed"),
                row.getLong("started_at"),
                row.getLong("ended_at"));
    }

    private Build build(ResultSet row) throws SQLException {
        return new Build(
                row.getString("buildset"),
                json.read(row.getString("report"), BuildReport.class),
                row.getInt("attempt"),
                row.getBoolean("last_try"));
    }
}
