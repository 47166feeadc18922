package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Layout;
import java.util.List;
import java.util.Map;

/// Checks jobs that will really run (B31, B44–B46).
record RunChecks(String pipeline, boolean preReview, Subject subject, FreezeLog log) {

    /// @param attachedByTrusted jobs whose `allowed-projects` a config project overrules
    /// @param mayReport jobs that may be reporter jobs
    void check(Map<String, JobUnderway> jobs, List<String> attachedByTrusted, List<String> mayReport) {
        jobs.forEach((name, job) -> {
            check(name, job, attachedByTrusted.contains(name));
            if (job.execution().reporter() && !mayReport.contains(name)) {
                refuseReporter(name, job);
            }
        });
    }

    private void refuseReporter(String name, JobUnderway job) {
        log.report(
                job,
                ConfigCode.FREEZE_REPORTER,
                "Job '%s' is a reporter job, which this project may not attach.".formatted(name),
                "Let a config project attach it, or set 'allow-reporter-jobs: true' for the project in the tenant.");
    }

    private void check(String name, JobUnderway job, boolean attachedByTrusted) {
        if (job.guards().isAbstract()) {
            log.report(
                    job,
                    ConfigCode.FREEZE_ABSTRACT,
                    "Job '%s' is abstract and may not be directly run.".formatted(name),
                    "Attach a job that inherits from it.");
        }
        boolean allowed = job.allowedProjects()
                .map(projects -> projects.contains(subject.project()))
                .orElse(true);
        if (!allowed && !attachedByTrusted) {
            log.report(
                    job,
                    ConfigCode.FREEZE_PROJECT_NOT_ALLOWED,
                    "Project '%s' is not allowed to run job '%s'."
                            .formatted(subject.project().name(), name),
                    "The job's allowed-projects, or a secret of an untrusted project, restrict it to: %s."
                            .formatted(String.join(
                                    ", ",
                                    job.allowedProjects().orElse(List.of()).stream()
                                            .map(project -> project.name())
                                            .toList())));
        }
        if (preReview && job.postReview()) {
            log.report(
                    job,
                    ConfigCode.FREEZE_PRE_REVIEW,
                    "Pre-review pipeline '%s' does not allow post-review job '%s'.".formatted(pipeline, name),
                    "Attach the job to a pipeline with 'post-review: true'; a job becomes post-review by that attribute or by secrets that untrusted playbooks see.");
        }
        if (job.playbooks().run().isEmpty() && !name.equals(Layout.NOOP)) {
            log.report(
                    job,
                    ConfigCode.FREEZE_NO_RUN,
                    "Job '%s' does not specify a run playbook.".formatted(name),
                    "Add 'run: playbooks/….yaml'.");
        }
    }
}
