package dev.sluice.worker.wiring;

import dev.sluice.activities.contract.LogStore;
import dev.sluice.activities.store.HistoryReader;
import dev.sluice.activities.store.HistoryReader.Build;
import dev.sluice.activities.store.HistoryReader.Buildset;
import dev.sluice.activities.store.HistoryReader.Query;
import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import dev.sluice.worker.api.ApiInfo;
import dev.sluice.worker.http.Archive;
import dev.sluice.worker.http.RunningSite;
import dev.sluice.workflows.shell.Ids;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The history store as the HTTP interface shows it.
final class HistoryArchive implements Archive {
    private final HistoryReader history;
    private final LogStore logs;
    private final ApiInfo info;

    HistoryArchive(HistoryReader history, LogStore logs, ApiInfo info) {
        this.history = history;
        this.logs = logs;
        this.info = info;
    }

    @Override
    public List<ApiBuildset> buildsets(String tenant, int change, int limit) {
        OptionalInt only = change == 0 ? OptionalInt.empty() : OptionalInt.of(change);
        return history.buildsets(new Query(tenant, "", "", only, limit)).stream()
                .map(each -> buildset(each.buildset()).orElseThrow())
                .toList();
    }

    @Override
    public Optional<ApiBuildset> buildset(String uuid) {
        return history.buildset(uuid).map(found -> {
            Buildset buildset = found.buildset();
            return new ApiBuildset(
                    buildset.buildset(),
                    buildset.tenant(),
                    buildset.pipeline(),
                    buildset.project(),
                    buildset.change() == 0 ? buildset.ref() : buildset.change() + "," + buildset.patchset(),
                    buildset.change(),
                    buildset.patchset(),
                    buildset.url(),
                    buildset.result(),
                    buildset.endedAtEpochMilli() > 0,
                    buildset.message(),
                    buildset.landed(),
                    buildset.startedAtEpochMilli(),
                    buildset.endedAtEpochMilli(),
                    RunningSite.temporalUrl(info, Ids.buildset(uuid)),
                    found.builds().stream().map(this::build).toList());
        });
    }

    @Override
    public Optional<ApiBuild> build(String uuid) {
        return history.build(uuid).map(this::build);
    }

    private ApiBuild build(Build build) {
        BuildReport report = build.report();
        return new ApiBuild(
                report.build(),
                build.buildset(),
                report.job(),
                "complete",
                report.result().name(),
                build.attempt(),
                report.voting(),
                report.url().orElseGet(() -> report.build().isEmpty() ? "" : logs.url(report.build())),
                report.detail(),
                report.startedAtEpochMilli(),
                report.endedAtEpochMilli());
    }
}
