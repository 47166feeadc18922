package dev.sluice.workflows.buildset;

import dev.sluice.engine.buildset.BuildsetAction.RecordBuild;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.workflows.port.HistoryActivities;
import dev.sluice.workflows.port.HistoryActivities.BuildRecord;
import dev.sluice.workflows.shell.ActivityChoices;
import dev.sluice.workflows.shell.PortFailure;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import org.slf4j.Logger;

/// Writes ended builds to the history, without anybody waiting for it but the end.
final class BuildRecords {
    private static final Logger LOG = Workflow.getLogger(BuildRecords.class);
    private final BuildsetInput input;
    private int writing;

    BuildRecords(BuildsetInput input) {
        this.input = input;
    }

    void add(RecordBuild build, ReturnedData returned) {
        writing++;
        Promise<Void> _ = Async.procedure(
                this::write,
                new BuildRecord(input.buildset(), build.report(), returned, build.attempt(), build.last()));
    }

    void awaitAll() {
        Workflow.await(() -> writing == 0);
    }

    private void write(BuildRecord build) {
        String summary =
                "Record " + build.report().job() + ": " + build.report().result();
        try {
            Workflow.newActivityStub(HistoryActivities.class, new ActivityChoices(input.timeouts()).history(summary))
                    .recordBuild(build);
        } catch (ActivityFailure refused) {
            LOG.error("build not recorded: {}", PortFailure.of(refused).message());
        } finally {
            writing--;
        }
    }
}
