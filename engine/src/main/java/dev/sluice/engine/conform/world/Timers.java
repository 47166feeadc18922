package dev.sluice.engine.conform.world;

import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.TimerTrigger;
import dev.sluice.engine.event.EventRouter;
import dev.sluice.engine.event.Firings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Timers of a tenant's pipelines (F96).
final class Timers {
    private Timers() {}

    /// The next time at which any of them fires.
    static OptionalLong next(CaseTenant tenant, long afterEpochSecond) {
        return tenant.pipelines().stream()
                .flatMap(Timers::of)
                .map(timer -> Firings.next(timer.time(), afterEpochSecond))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    /// Every branch of every project of each pipeline whose timer is due now.
    static void fire(World world, long epochSecond) {
        for (Pipeline pipeline : world.tenant().pipelines()) {
            boolean due = of(pipeline)
                    .anyMatch(
                            timer -> Firings.next(timer.time(), epochSecond - 1).equals(OptionalLong.of(epochSecond)));
            if (due) {
                branches(world, pipeline).stream()
                        .filter(ref ->
                                EventRouter.refusal(pipeline, ref, epochSecond).isEmpty())
                        .forEach(ref -> world.enqueue(pipeline.name(), ref, false));
            }
        }
    }

    private static Stream<TimerTrigger> of(Pipeline pipeline) {
        return pipeline.triggers().stream()
                .filter(TimerTrigger.class::isInstance)
                .map(TimerTrigger.class::cast);
    }

    private static List<GitRef> branches(World world, Pipeline pipeline) {
        List<GitRef> refs = new ArrayList<>();
        for (TenantProject each : world.tenant().layout().tenant().projects()) {
            Project project = each.project();
            if (world.tenant().layout().participates(project, pipeline.name())) {
                for (String branch : world.tenant().layout().branches(project)) {
                    String tip = "%040x"
                            .formatted(world.gerrit()
                                            .tips()
                                            .branch(project.name(), branch)
                                            .hashCode()
                                    & 0xFFFF_FFFFL);
                    refs.add(new GitRef(project, "refs/heads/" + branch, "", tip, ""));
                }
            }
        }
        return refs;
    }
}
