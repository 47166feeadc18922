package dev.sluice.engine.queue;

import dev.sluice.engine.buildset.Artifact;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.report.Mail;
import dev.sluice.engine.report.Review;
import java.util.List;
import java.util.Optional;

/// What the shell of a pipeline must do.
public sealed interface QueueAction {

    /// Start a buildset: merge, load the layout, freeze, then run.
    ///
    /// @param buildset fresh uuid of 32 hex digits
    /// @param cycle all changes of a dependency cycle in their order; empty for a single subject
    /// @param ahead subjects of the items ahead, oldest first, non-live ones among them
    /// @param held whether it may start nothing yet
    /// @param rerunOf earlier buildset whose good results may be carried over
    /// @param event id of what brought the item here
    /// @param line among the items of one line, places go to those ahead first; lines take turns (C53)
    record StartBuildset(
            String item,
            String buildset,
            Subject subject,
            List<Change> cycle,
            List<Subject> ahead,
            boolean held,
            Optional<String> rerunOf,
            String event,
            String line)
            implements QueueAction {}

    /// Let a buildset start nothing more, or let it go on (C50, F58).
    record HoldBuildset(String buildset, boolean held) implements QueueAction {}

    /// The item's success was reported: the reporter jobs of its buildset may run.
    record RunReporterJobs(String buildset) implements QueueAction {}

    /// A live change entered this pipeline, or merged: pipelines with a `zuul` trigger for it want to know (F96).
    ///
    /// @param event `parent-change-enqueued` or `project-change-merged`
    record Announce(String event, Change change) implements QueueAction {}

    /// A change whose cycle was broken enters this pipeline again, with what it needs now (F30).
    record EnqueueAgain(Change change) implements QueueAction {}

    /// The subject entered this pipeline: it leaves those that this one supersedes (F23).
    record Supersede(List<String> pipelines, Subject subject) implements QueueAction {}

    record CancelBuildset(String buildset, String reason) implements QueueAction {}

    /// The job's requirements are met: tell its buildset (E20, E25).
    record MeetRequirements(String buildset, String job, List<Artifact> artifacts) implements QueueAction {}

    /// The job's requirements cannot be met (E24).
    record FailRequirements(String buildset, String job, String detail) implements QueueAction {}

    /// Ask the history for artifacts of a non-live item ahead (E21). One question a job at a time; the answer is
    /// [QueueEvent.ArtifactsFound].
    record LookUpArtifacts(String buildset, String job, Change ahead, List<String> requires) implements QueueAction {}

    /// Tell a connection about an item; an item that was not taken in has the id empty. Each of these is answered by
    /// exactly one [QueueEvent.Reported]; an item stays
    /// in its queue until all its reports are answered.
    ///
    /// @param action `start`, `success`, `failure`, … (A20)
    /// @param reviews one for each reporter of the action
    record Report(String item, String action, List<Review> reviews) implements QueueAction {}

    /// Send a mail about an item. Nothing waits for it.
    record SendMail(Mail mail) implements QueueAction {}

    /// Write the buildset's end to the history.
    record RecordBuildset(String buildset, Subject subject, String result, String message) implements QueueAction {}

    /// The buildset's changes merged: compare what landed with what was tested. Nothing waits for the answer.
    record CompareLanded(String buildset, List<Change> changes) implements QueueAction {}
}
