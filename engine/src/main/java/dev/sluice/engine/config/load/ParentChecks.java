package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobEntry;
import dev.sluice.engine.config.JobParent;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.util.List;

/// Checks who inherits from whom, as far as all stanzas of the parent agree (A33, A34); where they differ, freezing
/// finds out.
record ParentChecks(Layout layout, Problems problems) {

    void check() {
        layout.jobs().values().forEach(variants -> variants.forEach(entry -> check(entry.variant())));
    }

    private void check(JobVariant job) {
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
        } else if (name.equals(job.name())) {
            report(
                    job,
                    ConfigCode.PARENT_CYCLE,
                    name,
                    "it is its own parent.",
                    "Name another job, or leave 'parent' out.");
        } else if (!parents.isEmpty()) {
            permitted(job, name, parents);
        }
    }

    private void permitted(JobVariant job, String name, List<JobVariant> parents) {
        if (parents.stream().allMatch(parent -> parent.flags().isFinal())) {
            report(
                    job,
                    ConfigCode.FINAL_PARENT,
                    name,
                    "the job '%s' is final and can not act as a parent.".formatted(name),
                    "Attach '%s' itself, or inherit from its parent.".formatted(name));
        }
        boolean intermediate =
                parents.stream().allMatch(parent -> parent.flags().intermediate());
        boolean anyAbstract = layout.job(job.name()).stream()
                .anyMatch(entry -> entry.variant().flags().isAbstract());
        if (intermediate && !anyAbstract) {
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
