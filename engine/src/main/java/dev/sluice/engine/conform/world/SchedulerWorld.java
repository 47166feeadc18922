package dev.sluice.engine.conform.world;

import dev.sluice.engine.conform.CaseWorld;
import dev.sluice.engine.conform.ConformanceCase;
import dev.sluice.engine.conform.Expectation;
import dev.sluice.engine.conform.Picture;
import dev.sluice.engine.conform.Step;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The world of level `scheduler`: the planners, and everything outside of them in memory.
public final class SchedulerWorld implements CaseWorld {
    private final Stage world;
    private final Steps steps;

    /// With the planners in the middle.
    public SchedulerWorld(ConformanceCase played) {
        this(new World(CaseTenant.of(played), CaseTenant.trees(played.repos()), new FakeExecutor(played)));
    }

    public SchedulerWorld(Stage stage) {
        world = stage;
        steps = new Steps(stage);
    }

    @Override
    public void perform(Step step) {
        steps.play(step);
    }

    @Override
    public List<Picture.BuildSeen> builds() {
        return world.executor().running();
    }

    @Override
    public List<Picture.BuildSeen> paused() {
        return world.executor().paused();
    }

    @Override
    public List<List<String>> queues(String pipeline) {
        return world.queues(pipeline);
    }

    @Override
    public int window(String pipeline, String project) {
        return world.window(pipeline, project);
    }

    @Override
    public int semaphoreHolders(String name) {
        return world.semaphoreHolders(name);
    }

    @Override
    public ChangeSeen change(String id) {
        FakeChange change = world.gerrit().change(id);
        Map<String, Integer> votes = new LinkedHashMap<>();
        change.votes.forEach((_, vote) -> {
            if (vote.username().equals("zuul")) {
                votes.put(vote.label(), vote.value());
            }
        });
        return new ChangeSeen(change.status.name(), change.reviews, votes, List.copyOf(change.messages));
    }

    @Override
    public List<Expectation.BuildEnded> history() {
        return world.executor().history();
    }

    @Override
    public Map<String, String> results(String change, String pipeline) {
        return world.outcomes().results(new Outcomes.Key(change, pipeline));
    }

    @Override
    public Optional<String> buildset(String change, String pipeline) {
        return world.outcomes().buildset(new Outcomes.Key(change, pipeline));
    }

    @Override
    public Optional<Frozen> freeze(String change, String pipeline) {
        return world.outcomes().frozen(new Outcomes.Key(change, pipeline));
    }

    @Override
    public @Nullable Object parameter(String job, String change, String path) {
        Object here = world.executor()
                .newest(job, change)
                .<Object>map(FakeExecutor.Build::zuul)
                .orElse(Map.of());
        for (String key : path.split("\\.", -1)) {
            Object next = here instanceof Map<?, ?> map ? map.get(key) : null;
            if (next == null) {
                return null;
            }
            here = next;
        }
        return here;
    }

    @Override
    public List<Problem> problems() {
        return world.tenant().problems();
    }
}
