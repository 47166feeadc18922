package dev.sluice.activities.contract;

import dev.sluice.engine.autohold.EndedBuild;
import java.util.List;

/// Autoholds, as the host asks for them that has the nodes of a build (F84).
public interface NodeHolds {

    /// Nobody wants any nodes.
    NodeHolds NONE = new NodeHolds() {
        @Override
        public boolean wants(EndedBuild ended) {
            return false;
        }

        @Override
        public boolean hold(EndedBuild ended, List<String> nodes) {
            return false;
        }
    };

    /// Whether an autohold wants the nodes of a build, or has them.
    boolean wants(EndedBuild ended);

    /// Holds a build for an autohold. Idempotent by build.
    ///
    /// @param nodes names of its containers
    /// @return false when somebody else was quicker, so that none wants it any more
    boolean hold(EndedBuild ended, List<String> nodes);
}
