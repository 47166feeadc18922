package dev.sluice.workflows.port;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.Seat;
import dev.sluice.workflows.port.TimerActivities.PipelineTimer;
import io.temporal.activity.ActivityInterface;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tenant's configuration: loading, routing events, and preparing items.
@ActivityInterface
public interface TenantActivities {

    /// Reads the tenant's configuration from the branch tips of its projects.
    TenantSnapshot loadTenant(String tenant);

    /// Matches an event against the pipelines' triggers and requirements (F1–F4), with the change as it is now.
    Routing routeEvent(String tenant, String layout, TriggerEvent event);

    /// Merges an item's changes, computes its layout and freezes its jobs (F47, A71–A74).
    Preparation prepareItem(PrepareItem request);

    /// Finds what an operator wants to enqueue, with its neighbours as for any event (F80).
    ///
    /// @param layout reference of the layout
    Asked enqueue(String tenant, String layout, EnqueueRequest request);

    /// What came of an operator's request.
    ///
    /// @param refusal why there is no command, with what to do; empty when there is one
    record Asked(Optional<QueueCommand> command, String refusal) {}

    /// Finds the project and job that an operator names.
    ///
    /// @param layout reference of the layout
    FoundJob findJob(String layout, String project, String job);

    /// @param project canonical name; empty when refused
    /// @param refusal why nothing was found, with what to do; empty when it was
    /// @param warning that the job is not in force, with what may have been meant; else empty
    record FoundJob(String project, String refusal, String warning) {}

    /// What a layout has that an earlier one had not, and the other way round: a sentence each, at most a hundred.
    ///
    /// @param before reference of a layout, as `after`
    List<String> compareLayouts(String before, String after);

    /// Where the subjects in a pipeline line up in a new layout (A78).
    List<Seat> seats(SeatsOf request);

    /// @param layout reference of the new layout
    record SeatsOf(String tenant, String layout, String pipeline, List<Subject> subjects) {}

    /// @param layout reference of the layout; names the branch tips it was read from
    /// @param pipelines in configuration order
    /// @param problems of the tenant, errors first, at most a hundred
    /// @param timers of the pipelines, in configuration order
    record TenantSnapshot(
            String tenant,
            String layout,
            List<PipelineRules> pipelines,
            List<Problem> problems,
            List<PipelineTimer> timers) {}

    /// @param reconfigure whether the event changes configuration in force (A78); then it is routed again afterwards
    record Routing(boolean reconfigure, List<QueueCommand> commands) {}

    /// An event for the planner of a pipeline.
    record QueueCommand(String pipeline, QueueEvent event) {}

    /// @param cycle all changes of a dependency cycle, the subject among them, in their order; empty for one subject
    /// @param ahead subjects of the items ahead, oldest first
    record PrepareItem(
            String tenant,
            String pipeline,
            String layout,
            String buildset,
            Subject subject,
            List<Change> cycle,
            List<Subject> ahead,
            String event) {}

    sealed interface Preparation {
        /// @param graph reference of the stored [frozen jobs][dev.sluice.engine.jobgraph.FrozenJob]
        /// @param semaphores maximum by name, of those that the jobs use; one that is missing has 1 (C52)
        /// @param owners for the jobs of a cycle: the change that a job runs for
        record Prepared(
                String graph,
                List<JobNode> jobs,
                boolean projectInPipeline,
                boolean failFast,
                List<Problem> warnings,
                Map<String, Integer> semaphores,
                Map<String, Change> owners)
                implements Preparation {

            /// Jobs whose semaphores, if any, are not defined.
            public Prepared(
                    String graph,
                    List<JobNode> jobs,
                    boolean projectInPipeline,
                    boolean failFast,
                    List<Problem> warnings) {
                this(graph, jobs, projectInPipeline, failFast, warnings, new LinkedHashMap<>(), new LinkedHashMap<>());
            }
        }

        record Refused(List<Problem> problems, boolean more) implements Preparation {}

        record Conflict(String detail, List<String> files) implements Preparation {}
    }
}
