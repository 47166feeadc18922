package dev.sluice.workflows.build;

import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepRun;
import dev.sluice.workflows.build.BuildView.ParkedStep;
import dev.sluice.workflows.build.BuildView.StepLine;
import dev.sluice.workflows.shell.Labels;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/// What people see of a build: search attributes, current details, view.
final class BuildBoard {
    private final BuildInput input;
    private final List<StepLine> steps = new ArrayList<>();
    private int dropped;
    private List<ParkedStep> parked = List.of();
    private String state = "preparing";
    private String result = "";
    private String logUrl = "";
    private String host = "";
    private String phase = "";
    private String playbook = "";

    BuildBoard(BuildInput input) {
        this.input = input;
    }

    BuildView view() {
        return new BuildView(
                input.build(),
                input.buildset(),
                input.job(),
                input.attempt(),
                shownState(),
                result,
                logUrl,
                host,
                phase,
                playbook,
                parked,
                List.copyOf(steps));
    }

    void opened(String hostQueue, String url) {
        host = hostQueue;
        logUrl = url;
    }

    void state(String next) {
        if (!state.equals(next)) {
            state = next;
            Labels.state(shownState());
        }
        show();
    }

    void playing(String nextPhase, String path) {
        phase = nextPhase;
        playbook = path;
        state("running");
    }

    void parked(List<ParkedStep> now) {
        boolean changed = parked.isEmpty() != now.isEmpty();
        parked = now;
        if (changed) {
            Labels.state(shownState());
        }
        show();
    }

    void ended(String endResult) {
        state = "ended";
        result = endResult;
        phase = "";
        playbook = "";
        Labels.ended(endResult);
        show();
    }

    /// @return the line's number, for [#stepEnded]
    int stepStarted(String id, String inPhase, StepRun step) {
        steps.add(new StepLine(id, inPhase, step.summary(), step.host(), "", "", Workflow.currentTimeMillis(), 0));
        if (steps.size() > BuildView.STEPS) {
            steps.removeFirst();
            dropped++;
        }
        show();
        return steps.size() - 1 + dropped;
    }

    void stepEnded(int line, StepEnd end) {
        int at = line - dropped;
        if (at >= 0) {
            StepLine began = steps.get(at);
            steps.set(
                    at,
                    new StepLine(
                            began.step(),
                            began.phase(),
                            began.name(),
                            began.host(),
                            end.status().name(),
                            end.message(),
                            began.startedAtEpochMilli(),
                            Workflow.currentTimeMillis()));
        }
    }

    private String shownState() {
        return parked.isEmpty() || state.equals("ended") ? state : "parked";
    }

    private void show() {
        StringBuilder text = new StringBuilder("**" + input.job() + "** for " + input.change() + ": " + shownState());
        if (!result.isEmpty()) {
            text.append(", ").append(result);
        }
        if (!playbook.isEmpty()) {
            text.append("\n\n").append(phase).append(": `").append(playbook).append('`');
        }
        for (ParkedStep step : parked) {
            text.append("\n\n**Parked: ").append(step.name()).append("**\n\n> ");
            text.append(step.message().replace("\n", "\n> "));
            text.append("\n\nMend the cause, then run it again: `sluice rerun ");
            text.append(input.build()).append(' ').append(step.step()).append('`');
        }
        if (!logUrl.isEmpty()) {
            text.append("\n\nLog: ").append(logUrl);
        }
        Workflow.setCurrentDetails(text.toString());
    }
}
