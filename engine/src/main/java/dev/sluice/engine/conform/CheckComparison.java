package dev.sluice.engine.conform;

import java.util.Optional;

/// Compares the running picture of a `check`.
final class CheckComparison extends Comparison {
    private CheckComparison(CaseWorld world, String step) {
        super(world, step);
    }

    static Optional<Difference> compare(Picture picture, CaseWorld world, String step) {
        var comparison = new CheckComparison(world, step);
        picture.builds().ifPresent(expected -> comparison.sameBag("builds", expected, world.builds()));
        picture.paused().ifPresent(expected -> comparison.sameBag("paused builds", expected, world.paused()));
        picture.queues().forEach(comparison::queues);
        picture.windows()
                .forEach((pipeline, projects) -> projects.forEach((project, size) ->
                        comparison.same("window of " + project, size, world.window(pipeline, project))));
        picture.semaphores()
                .forEach((name, holders) ->
                        comparison.same("holders of semaphore " + name, holders, world.semaphoreHolders(name)));
        picture.changes().forEach(comparison::change);
        return comparison.first();
    }
}
