package dev.sluice.engine.config;

import dev.sluice.engine.queue.PipelineRules.MailForm;
import java.util.List;
import java.util.Optional;

/// What one connection is told under one action of a pipeline (F70).
///
/// @param votes label and value, in the order written
/// @param comment whether the text is posted
/// @param submit whether the change is submitted
/// @param notifyWhom Gerrit's word for whom it tells by mail, or empty
/// @param mail set for a connection that sends mail; then there is nothing else
public record ReporterAction(
        String connection,
        List<LabelVote> votes,
        boolean comment,
        boolean submit,
        String notifyWhom,
        Optional<MailForm> mail) {}
