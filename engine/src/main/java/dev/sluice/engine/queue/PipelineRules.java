package dev.sluice.engine.queue;

import dev.sluice.engine.change.Change;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What the planner needs to know of a pipeline's definition (A20).
///
/// @param manager `independent`, `dependent`, `serial` or `supercedent`
/// @param reporters per action (`enqueue`, `start`, `success`, `failure`, `merge-conflict`, `config-error`, `no-jobs`,
///     `dequeue`, `disabled`): what each connection is told
///     A `merge-conflict` or `config-error` without reporters is told to those of `failure`
/// @param messages per action: the message template of the pipeline; an action without one has the engine's own text
/// @param footer empty for none
/// @param supercedes pipelines that a subject leaves when it enters this one (F23)
/// @param disableAfterConsecutiveFailures 0 for never (F63)
/// @param maxDependencies how many changes that need others may stand between a change and what it needs at last,
///     itself counted (F12)
/// @param announces events of the engine itself that some pipeline has a `zuul` trigger for (F97)
/// @param maxChanges how many changes the pipeline may hold (F18)
/// @param precedence `high`, `normal` or `low`: whose builds are the first to get nodes (C53)
public record PipelineRules(
        String tenant,
        String name,
        String manager,
        boolean postReview,
        boolean dequeueOnNewPatchset,
        boolean ignoreDependencies,
        Map<String, List<Reporter>> reporters,
        Map<String, String> messages,
        String footer,
        WindowRules window,
        List<String> supercedes,
        int disableAfterConsecutiveFailures,
        Optional<Integer> maxDependencies,
        Optional<Integer> maxChanges,
        List<String> announces,
        String precedence) {

    public PipelineRules {
        // Histories from before nodes were limited do not have it.
        precedence = Objects.requireNonNullElse(precedence, "normal");
    }

    /// Whether nothing keeps the change from merging but labels that a success sets by itself (F53).
    public boolean mayMerge(Change change) {
        return change.mergesWith(reporters.getOrDefault("success", List.of()).stream()
                .flatMap(reporter -> reporter.votes().keySet().stream())
                .toList());
    }

    /// One connection's part of an action, such as `{Verified: 1}` (F70).
    ///
    /// @param votes label → value, in the order written
    /// @param mail set when the connection sends mail; then there is nothing else
    /// @param notifyWhom whom Gerrit tells of the review by mail, in its own word; empty for its default
    public record Reporter(
            String connection,
            Map<String, Integer> votes,
            boolean comment,
            boolean submit,
            Optional<MailForm> mail,
            String notifyWhom) {

        /// Of a connection that reviews.
        public Reporter(String connection, Map<String, Integer> votes, boolean comment, boolean submit) {
            this(connection, votes, comment, submit, Optional.empty(), "");
        }

        public Reporter {
            // Histories from before there were mails, and notifications, do not have them.
            mail = Objects.requireNonNullElse(mail, Optional.empty());
            notifyWhom = Objects.requireNonNullElse(notifyWhom, "");
        }
    }

    /// What a pipeline says of its mails; the connection's own where it says nothing.
    ///
    /// @param to addresses with commas between them, or empty
    /// @param from an address, or empty
    /// @param subject a template as those of messages (A22), or empty
    public record MailForm(String to, String from, String subject) {}
}
