package dev.sluice.engine.conform.world;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.event.Firings;
import dev.sluice.engine.event.TimerEvents;
import java.util.Optional;
import java.util.OptionalLong;

/// Timers of a tenant's pipelines (F96).
final class Timers {
    private Timers() {}

    /// The next time at which any of them fires.
    static OptionalLong next(CaseTenant tenant, long afterEpochSecond) {
        return tenant.pipelines().stream()
                .flatMap(pipeline -> TimerEvents.timers(pipeline).stream())
                .map(timer -> Firings.next(timer.time(), afterEpochSecond))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    /// Every branch of every project of each pipeline whose timer is due now.
    static void fire(World world, long epochSecond) {
        for (Pipeline pipeline : world.tenant().pipelines()) {
            boolean due = TimerEvents.timers(pipeline).stream()
                    .anyMatch(
                            timer -> Firings.next(timer.time(), epochSecond - 1).equals(OptionalLong.of(epochSecond)));
            if (due) {
                TimerEvents.subjects(
                                world.tenant().layout(),
                                pipeline,
                                (project, branch) -> Optional.of(tip(world, project, branch)),
                                epochSecond)
                        .forEach(ref -> world.enqueue(pipeline.name(), ref, false));
            }
        }
    }

    private static String tip(World world, Project project, String branch) {
        int tip = world.gerrit().tips().branch(project.name(), branch).hashCode();
        return "%040x".formatted(Integer.toUnsignedLong(tip));
    }
}
