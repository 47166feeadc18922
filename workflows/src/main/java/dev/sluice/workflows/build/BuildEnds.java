package dev.sluice.workflows.build;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;

/// Names of ends, for people and for search.
final class BuildEnds {
    static final String NO_RESULT = "NO_RESULT";

    private BuildEnds() {}

    static String name(BuildEnd end) {
        return switch (end) {
            case BuildEnd.Finished finished -> finished.result().name();
            case BuildEnd.NoResult noResult -> NO_RESULT;
            case BuildEnd.Lost lost -> "LOST";
            case BuildEnd.NodeFailure failure -> BuildResult.NODE_FAILURE.name();
            case BuildEnd.Canceled canceled -> BuildResult.CANCELED.name();
        };
    }
}
