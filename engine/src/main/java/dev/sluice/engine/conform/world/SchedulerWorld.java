package dev.sluice.engine.conform.world;

import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.conform.CaseReader;
import dev.sluice.engine.conform.CaseWorld;
import dev.sluice.engine.conform.ConformanceCase;
import dev.sluice.engine.conform.Expectation;
import dev.sluice.engine.conform.Picture;
import dev.sluice.engine.conform.Step;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.queue.ChangeQueue;
import dev.sluice.engine.queue.QueueItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The world of level `scheduler`: the planners, and everything outside of them in memory.
public final class SchedulerWorld implements CaseWorld {
    private final World world;
    private final Steps steps;

    public SchedulerWorld(ConformanceCase played) {
        Trees tips = CaseTenant.trees(played.repos());
        LayoutLoader loader = new LayoutLoader(new ParsedFiles(CaseReader.CONNECTIONS), SecretProbe.TRUSTING);
        world = new World(new CaseTenant(played.tenant(), loader, tips), tips, new FakeExecutor(played));
        steps = new Steps(world);
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
        return world.pipeline(pipeline)
                .map(state -> state.queues().stream()
                        .map(this::names)
                        .filter(line -> !line.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private List<String> names(ChangeQueue queue) {
        return queue.items().stream()
                .filter(item -> item.standing() != QueueItem.Standing.GONE)
                .map(item -> {
                    String name =
                            item.subjects().stream().map(world.gerrit()::name).collect(Collectors.joining("+"));
                    return item.live() ? name : "(" + name + ")";
                })
                .toList();
    }

    @Override
    public int window(String pipeline, String project) {
        return world.window(pipeline, project);
    }

    @Override
    public int semaphoreHolders(String name) {
        return world.semaphores().holders().getOrDefault(name, 0);
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
