package dev.sluice.engine.story;

import dev.sluice.engine.build.BuildAction;
import dev.sluice.engine.build.BuildEvent;
import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.build.BuildEvent.PhasePlaybook;
import dev.sluice.engine.build.BuildEvent.PlaybookOutcome;
import dev.sluice.engine.build.BuildPlan;
import dev.sluice.engine.build.BuildPlanner;
import dev.sluice.engine.build.BuildState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Plays commands against the build planner: `try`, `ready` with a playbook a line, `end`, `resume`, `cancel`, `lose`.
final class BuildStory {
    private final BuildPlanner planner = new BuildPlanner();
    private final List<String> names = new ArrayList<>();
    private BuildState state = planner.initial();

    List<String> play(List<String> command) {
        Words words = Words.of(command.getFirst());
        return switch (words.word(0)) {
            case "try" -> {
                state = planner.initial(Integer.parseInt(words.word(1)), Integer.parseInt(words.word(3)));
                names.clear();
                yield List.of();
            }
            case "ready" -> apply(new BuildEvent.Ready(playbooks(command.subList(1, command.size()))));
            case "end" ->
                apply(new BuildEvent.PlaybookEnded(
                        names.indexOf(words.word(1)),
                        PlaybookOutcome.valueOf(words.word(2)),
                        StoryData.returned(words)));
            case "resume" -> apply(new BuildEvent.Resumed());
            case "cancel" -> apply(new BuildEvent.CancelRequested());
            case "lose" -> apply(new BuildEvent.HostLost(words.rest(1)));
            case "no-workspace" -> apply(new BuildEvent.PreparationFailed(words.rest(1)));
            case "no-nodes" -> apply(new BuildEvent.NodesFailed(words.rest(1)));
            case "refuse" -> apply(new BuildEvent.PreparationRefused(words.rest(1)));
            default -> throw new IllegalArgumentException("unknown command: " + command.getFirst());
        };
    }

    /// Lines such as `base-pre pre level=0` or `tidy post level=1 cleanup ignored`.
    private List<PhasePlaybook> playbooks(List<String> lines) {
        List<PhasePlaybook> playbooks = new ArrayList<>();
        for (String line : lines) {
            Words words = Words.of(line);
            Phase phase = switch (words.word(1)) {
                case "pre" -> Phase.PRE_RUN;
                case "run" -> Phase.RUN;
                default -> Phase.POST_RUN;
            };
            int level = Integer.parseInt(words.option("level").orElse("0"));
            playbooks.add(new PhasePlaybook(names.size(), phase, level, words.has("cleanup"), words.has("ignored")));
            names.add(words.word(0));
        }
        return playbooks;
    }

    private List<String> apply(BuildEvent event) {
        BuildPlan plan = planner.plan(state, event);
        state = plan.next();
        return plan.actions().isEmpty()
                ? List.of("nothing")
                : plan.actions().stream().map(this::text).toList();
    }

    private String text(BuildAction action) {
        return switch (action) {
            case BuildAction.RunPlaybook run ->
                "run " + names.get(run.playbook()) + " (" + run.phase().name().toLowerCase(Locale.ROOT) + ", budget "
                        + run.budget()
                        + (run.phase() == Phase.POST_RUN
                                ? ", zuul_success " + run.success() + ", zuul_will_retry " + run.willRetry()
                                : "")
                        + ")";
            case BuildAction.Pause() -> "pause";
            case BuildAction.StopPlaybook() -> "stop the playbook";
            case BuildAction.End(var end) -> "end " + StoryData.text(end);
        };
    }
}
