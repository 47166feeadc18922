package dev.sluice.engine.event;

import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.TimerTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// A timer of a pipeline fired (F96): one event, which means every branch of every project of that pipeline.
public final class TimerEvents {
    /// Type and connection of these events.
    public static final String TIMER = "timer";

    private TimerEvents() {}

    /// @param time the timer's cron expression, as the user wrote it
    /// @param key different for each firing
    public static TriggerEvent of(String pipeline, String time, String key, long atEpochSecond) {
        return new TriggerEvent(
                key,
                TIMER,
                TIMER,
                atEpochSecond,
                new Project(TIMER, TIMER, pipeline),
                "",
                Optional.empty(),
                pipeline,
                "",
                "",
                Optional.empty(),
                time,
                List.of(),
                List.of(),
                List.of());
    }

    public static boolean isOne(TriggerEvent event) {
        return event.connection().equals(TIMER) && event.type().equals(TIMER);
    }

    /// The pipeline that the firing is for; nothing when it is gone or no longer has that timer.
    public static Optional<Pipeline> hearing(Layout layout, TriggerEvent event) {
        return Optional.ofNullable(layout.pipelines().get(event.ref()))
                .filter(pipeline -> timers(pipeline).stream()
                        .anyMatch(timer -> timer.time().text().equals(event.comment())));
    }

    public static List<TimerTrigger> timers(Pipeline pipeline) {
        return pipeline.triggers().stream()
                .filter(TimerTrigger.class::isInstance)
                .map(TimerTrigger.class::cast)
                .toList();
    }

    /// What enters the pipeline: its projects' branches, in the tenant's order, as far as the pipeline takes them.
    ///
    /// @param tip the commit that a branch of a project has now; a branch without one is left out
    public static List<GitRef> subjects(
            Layout layout, Pipeline pipeline, BiFunction<Project, String, Optional<String>> tip, long nowEpochSecond) {
        List<GitRef> refs = new ArrayList<>();
        for (TenantProject each : layout.tenant().projects()) {
            Project project = each.project();
            if (layout.participates(project, pipeline.name())) {
                for (String branch : layout.branches(project)) {
                    tip.apply(project, branch)
                            .map(commit -> new GitRef(project, "refs/heads/" + branch, "", commit, ""))
                            .filter(ref -> EventRouter.refusal(pipeline, ref, nowEpochSecond)
                                    .isEmpty())
                            .ifPresent(refs::add);
                }
            }
        }
        return List.copyOf(refs);
    }
}
