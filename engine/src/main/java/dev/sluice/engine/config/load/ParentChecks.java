package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobEntry;
import dev.sluice.engine.config.JobParent;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.util.ArrayList;
import java.util.List;

/// Checks who inherits from whom, as far as all stanzas of the parent agree (A33, A34); where they differ, freezing
/// finds out.
record ParentChecks(Layout layout, Problems problems) {

    /// A stanza of a job, or an entry of a pipeline.
    void check(JobVariant job) {
        if (!(job.parent() instanceof JobParent.Named(String name))) {
            return;
        }
        List<JobVariant> parents =
                layout.job(name).stream().map(JobEntry::variant).toList();
        if (!layout.hasJob(name)) {
            report(
                    job,
                    ConfigCode.JOB_NOT_FOUND,
                    name,
                    "its parent, the job '%s', is not defined.".formatted(name),
                    Suggestions.didYouMean(name, layout.jobs().keySet()));
        } else if (name.equals(Layout.NOOP)) {
            isFinal(job, name);
        } else {
            tellCycle(job, List.of(job.name(), name));
            permitted(job, name, parents);
        }
    }

    /// A job that inherits from itself gets nothing by it (B12).
    private void tellCycle(JobVariant job, List<String> path) {
        String last = path.getLast();
        if (last.equals(job.name())) {
            report(
                    job,
                    ConfigCode.PARENT_CYCLE,
                    path.get(1),
                    "it inherits from itself: %s. Its own stanzas are not applied a second time."
                            .formatted(String.join(" → ", path)),
                    "Name another job, or leave 'parent' out.");
            return;
        }
        for (JobEntry entry : layout.job(last)) {
            if (entry.variant().parent() instanceof JobParent.Named(String next)
                    && (next.equals(job.name()) || !path.contains(next))) {
                List<String> longer = new ArrayList<>(path);
                longer.add(next);
                tellCycle(job, longer);
                return;
            }
        }
    }

    private void isFinal(JobVariant job, String name) {
        report(
                job,
                ConfigCode.FINAL_PARENT,
                name,
                "the job '%s' is final and can not act as a parent.".formatted(name),
                "Attach '%s' itself, or inherit from its parent.".formatted(name));
    }

    private void permitted(JobVariant job, String name, List<JobVariant> parents) {
        if (parents.stream().allMatch(parent -> parent.flags().isFinal())) {
            isFinal(job, name);
        }
        boolean intermediate =
                parents.stream().allMatch(parent -> parent.flags().intermediate());
        if (intermediate && !job.flags().isAbstract()) {
            report(
                    job,
                    ConfigCode.INTERMEDIATE_PARENT,
                    name,
                    "the job '%s' is intermediate, and '%s' is not abstract.".formatted(name, job.name()),
                    "Only an abstract job may inherit from an intermediate one.");
        }
        boolean foreign =
                !parents.getFirst().source().project().equals(job.source().project());
        boolean protectedParent =
                parents.stream().allMatch(parent -> parent.flags().isProtected().orElse(false));
        if (foreign && protectedParent) {
            report(
                    job,
                    ConfigCode.PROTECTED_PARENT,
                    name,
                    "the job '%s' is a protected job in a different project, '%s'."
                            .formatted(
                                    name, parents.getFirst().source().project().name()),
                    "Inherit from it only in its own project.");
        }
    }

    private void report(JobVariant job, ConfigCode code, String word, String message, String hint) {
        problems.add(job.source().problem(code, word, "job '" + job.name() + "': " + message, hint));
    }
}
