package dev.sluice.workflows.buildset;

import dev.sluice.engine.buildset.BuildsetState;
import dev.sluice.engine.buildset.JobRun;
import dev.sluice.workflows.buildset.BuildsetView.JobLine;
import java.util.Locale;

/// What people see of a buildset.
final class BuildsetPages {
    private BuildsetPages() {}

    static BuildsetView view(BuildsetInput input, BuildsetState state, String result) {
        String shown = !result.isEmpty() ? "ended" : state.jobs().isEmpty() ? "preparing" : "running";
        return new BuildsetView(
                input.buildset(),
                input.tenant(),
                input.pipeline(),
                input.subject().project().canonicalName(),
                input.subject().id(),
                input.subject().url(),
                shown,
                result,
                input.rerunOf().orElse(""),
                state.jobs().stream().map(BuildsetPages::line).toList());
    }

    static String markdown(BuildsetView view) {
        StringBuilder text = new StringBuilder("**" + view.pipeline() + "** of " + view.change() + " in "
                + view.project() + ": " + view.state() + (view.result().isEmpty() ? "" : ", " + view.result()));
        text.append("\n\n| job | state | result | log |\n|---|---|---|---|");
        for (JobLine job : view.jobs()) {
            text.append("\n| ").append(job.job()).append(job.voting() ? "" : " (non-voting)");
            text.append(" | ").append(job.state());
            text.append(job.attempt() > 1 ? ", try " + job.attempt() : "");
            text.append(" | ").append(job.result()).append(job.detail().isEmpty() ? "" : " " + job.detail());
            text.append(" | ").append(job.log()).append(" |");
        }
        return text.toString();
    }

    private static JobLine line(JobRun run) {
        return new JobLine(
                run.node().name(),
                run.step().name().toLowerCase(Locale.ROOT),
                run.node().voting(),
                run.build().map(JobRun.JobTry::build).orElse(""),
                run.build().map(JobRun.JobTry::attempt).orElse(0),
                run.verdict().map(verdict -> verdict.result().name()).orElse(""),
                run.verdict().map(JobRun.Verdict::detail).orElse(""),
                run.build().map(JobRun.JobTry::url).orElse(""));
    }
}
