package dev.sluice.engine.queue;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.report.Ending;
import java.util.Optional;

/// What an item's attempt has come to (F61).
final class Closing {
    private Closing() {}

    /// Absent while there is still something to wait for.
    static Optional<Ending> of(QueueItem item) {
        return item.buildset().flatMap(Closing::ofBuildset);
    }

    private static Optional<Ending> ofBuildset(ItemBuildset buildset) {
        return switch (buildset.stage()) {
            case PREPARING -> Optional.empty();
            case RUNNING -> noJobs(buildset) ? Optional.of(new Ending.NoJobs()) : Optional.empty();
            case REFUSED -> Optional.of(new Ending.Refused(buildset.problems(), buildset.moreProblems()));
            case CONFLICTED -> Optional.of(new Ending.Conflicted(buildset.conflict(), buildset.conflictFiles()));
            case REPORTABLE, COMPLETE -> Optional.of(complete(buildset));
        };
    }

    private static boolean noJobs(ItemBuildset buildset) {
        return !buildset.projectInPipeline() || !buildset.hasRegularJobs();
    }

    private static Ending complete(ItemBuildset buildset) {
        if (noJobs(buildset)
                && buildset.builds().isEmpty()
                && !buildset.result().equals(Optional.of(BuildResult.CANCELED))) {
            return new Ending.NoJobs();
        }
        return buildset.result().equals(Optional.of(BuildResult.SUCCESS))
                ? new Ending.Succeeded(buildset.builds(), buildset.problems())
                : new Ending.Failed(buildset.builds(), buildset.problems());
    }
}
