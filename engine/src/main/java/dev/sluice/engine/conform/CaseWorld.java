package dev.sluice.engine.conform;

import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A world in which a case plays: it performs steps and can be looked at. Changes go by their letters.
///
/// A world of level `config` knows only changes, freezes and problems; it is never asked for the rest.
public interface CaseWorld {

    /// Does what the step says and settles: afterwards nothing is left to do without a new event, a release or more
    /// time. Never called for [Step.Check].
    void perform(Step step);

    /// Builds that run, are held or paused.
    List<Picture.BuildSeen> builds();

    /// Builds that are paused.
    List<Picture.BuildSeen> paused();

    /// Every non-empty queue of a pipeline, head first, items written as in [Picture#queues()].
    List<List<String>> queues(String pipeline);

    /// Window of the queue that holds `project`; of one not yet made, what it would begin with.
    int window(String pipeline, String project);

    int semaphoreHolders(String name);

    /// A change as Gerrit sees it.
    ChangeSeen change(String id);

    /// Builds that the executor was given and that ended, by time of ending.
    List<Expectation.BuildEnded> history();

    /// Result of each job in the change's last buildset in the pipeline.
    Map<String, String> results(String change, String pipeline);

    /// Result of the change's last buildset in the pipeline.
    Optional<String> buildset(String change, String pipeline);

    /// The change's last freeze in the pipeline; at level `config`, a freeze made now. Nothing when it had none.
    Optional<Frozen> freeze(String change, String pipeline);

    /// Value below the variable `zuul` given to the last build that matches.
    ///
    /// @param job full-match regular expression
    /// @param change letter, or empty for any
    @Nullable
    Object parameter(String job, String change, String path);

    /// Everything wrong with the configuration of the loaded tenant.
    List<Problem> problems();

    /// @param reports how many reviews were sent to it
    /// @param votes label → the engine's value
    /// @param messages non-empty texts sent, oldest first
    record ChangeSeen(String status, int reports, Map<String, Integer> votes, List<String> messages) {}
}
