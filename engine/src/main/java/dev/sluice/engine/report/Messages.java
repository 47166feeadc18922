package dev.sluice.engine.report;

import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.PipelineRules;
import java.util.regex.Pattern;

/// The first words of a report: the pipeline's own message, or the engine's.
final class Messages {
    /// Gerrit's Zuul plugin reads `Build succeeded (check pipeline).`, but only for names of letters, digits and `_`.
    private static final Pattern READABLE = Pattern.compile("\\w+");

    private static final String ZUUL_SUCCESS = "Build succeeded.";
    private static final String ZUUL_FAILURE = "Build failed.";
    private static final String CONFLICT = """
            Merge Failed.

            This change, or one that it depends on, could not be automatically merged with the current state of its \
            repository. Please rebase the change and upload a new patch set.""";

    private final PipelineRules rules;
    private final Subject subject;
    private final String itemUrl;

    Messages(PipelineRules rules, Subject subject, String itemUrl) {
        this.rules = rules;
        this.subject = subject;
        this.itemUrl = itemUrl;
    }

    String of(String action) {
        String own = rules.messages().getOrDefault(action, "");
        // Zuul's plain default says nothing about the pipeline; the longer form says the same and more.
        boolean plain = own.isEmpty() || own.equals(ZUUL_SUCCESS) || own.equals(ZUUL_FAILURE);
        String template = plain ? standard(action) : own;
        return fill(template);
    }

    private String fill(String template) {
        return MessageTemplate.fill(template, rules.tenant(), rules.name(), subject, itemUrl)
                .strip();
    }

    /// `Build failed (check pipeline).`, whatever the pipeline's own message is.
    String buildFailed() {
        return READABLE.matcher(rules.name()).matches()
                ? "Build failed (" + rules.name() + " pipeline)."
                : ZUUL_FAILURE;
    }

    String footer() {
        return fill(rules.footer());
    }

    private String standard(String action) {
        boolean readable = READABLE.matcher(rules.name()).matches();
        return switch (action) {
            case "start" -> "Starting {pipeline.name} jobs.";
            case "success" -> readable ? "Build succeeded ({pipeline.name} pipeline)." : ZUUL_SUCCESS;
            case "failure" -> readable ? "Build failed ({pipeline.name} pipeline)." : ZUUL_FAILURE;
            case "merge-conflict" -> CONFLICT;
            case "dequeue" -> "Build canceled.";
            default -> "";
        };
    }
}
