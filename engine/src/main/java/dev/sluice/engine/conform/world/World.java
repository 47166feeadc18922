package dev.sluice.engine.conform.world;

import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.ZuulTrigger;
import dev.sluice.engine.event.EngineEvents;
import dev.sluice.engine.event.Enqueues;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.queue.ChangeQueue;
import dev.sluice.engine.queue.QueueAction;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueItem;
import dev.sluice.engine.queue.QueuePlanner;
import dev.sluice.engine.queue.QueueState;
import dev.sluice.engine.queue.Seat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// A tenant with its outside: what a planner asks for is done at once and answered through the inbox.
final class World implements Stage {
    private static final long START = 1_767_225_600_000L;

    private final QueuePlanner planner = new QueuePlanner();
    private final Map<String, QueueState> pipelines = new LinkedHashMap<>();
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private final Buildsets buildsets = new Buildsets(this);
    private final Outcomes outcomes = new Outcomes();
    private final FakeGerrit gerrit;
    private final FakeExecutor executor;
    private final FakeSemaphores semaphores = new FakeSemaphores();
    private CaseTenant tenant;
    private long now = START;
    private int revisions;

    World(CaseTenant tenant, Trees tips, FakeExecutor executor) {
        this.tenant = tenant;
        this.executor = executor;
        gerrit = new FakeGerrit(tips);
        openPipelines();
    }

    private void openPipelines() {
        for (Pipeline pipeline : tenant.pipelines()) {
            pipelines.computeIfAbsent(
                    pipeline.name(),
                    name -> planner.initial(
                            pipeline.rules(tenant.definition(), tenant.pipelines()), "layout", "world/" + name));
        }
    }

    @Override
    public long now() {
        return now;
    }

    /// Moves time, stopping at each firing of a timer until it has settled.
    @Override
    public void advance(long millis) {
        long until = now + millis;
        OptionalLong firing = Timers.next(tenant, now / 1000);
        while (firing.isPresent() && firing.getAsLong() * 1000 <= until) {
            now = firing.getAsLong() * 1000;
            Timers.fire(this, firing.getAsLong());
            settle();
            firing = Timers.next(tenant, now / 1000);
        }
        now = until;
    }

    @Override
    public CaseTenant tenant() {
        return tenant;
    }

    @Override
    public FakeGerrit gerrit() {
        return gerrit;
    }

    @Override
    public FakeExecutor executor() {
        return executor;
    }

    FakeSemaphores semaphores() {
        return semaphores;
    }

    @Override
    public Outcomes outcomes() {
        return outcomes;
    }

    Optional<QueueState> pipeline(String name) {
        return Optional.ofNullable(pipelines.get(name));
    }

    @Override
    public List<List<String>> queues(String pipeline) {
        return pipeline(pipeline)
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
                    String name = item.subjects().stream().map(gerrit::name).collect(Collectors.joining("+"));
                    return item.live() ? name : "(" + name + ")";
                })
                .toList();
    }

    @Override
    public int semaphoreHolders(String name) {
        return semaphores.holders().getOrDefault(name, 0);
    }

    /// The window of the queue in which the project's default branch lines up; its initial one while nobody was there.
    @Override
    public int window(String pipeline, String project) {
        QueueState state = pipeline(pipeline).orElseThrow();
        Pipeline rules =
                Optional.ofNullable(tenant.layout().pipelines().get(pipeline)).orElseThrow();
        GitRef branch = new GitRef(tenant.project(project), "refs/heads/master", "", "", "");
        String lane = Enqueues.place(tenant.layout(), rules, branch).lane(branch);
        return state.queues().stream()
                .filter(queue -> queue.name().equals(lane))
                .mapToInt(ChangeQueue::window)
                .findFirst()
                .orElse(state.rules().window().size());
    }

    void later(Runnable work) {
        inbox.addLast(work);
    }

    /// Until nothing is left to do without a new event, a release or more time.
    @Override
    public void settle() {
        int turns = 0;
        while (true) {
            Runnable work = inbox.pollFirst();
            if (work != null) {
                work.run();
            } else {
                List<FakeExecutor.Turn> free = executor.free();
                if (free.isEmpty() && buildsets.grantSemaphores() == 0) {
                    return;
                }
                free.forEach(buildsets::take);
            }
            if (++turns > 100_000) {
                throw new IllegalStateException("the world does not settle");
            }
        }
    }

    /// Builds were let go; all of them end before the engine sees the first.
    @Override
    public void take(List<FakeExecutor.Turn> turns) {
        turns.forEach(buildsets::take);
    }

    @Override
    public void reload() {
        tenant = tenant.reloaded(gerrit.tips());
        openPipelines();
        List<String> kept = tenant.pipelines().stream().map(Pipeline::name).toList();
        pipelines.keySet().stream()
                .filter(name -> !kept.contains(name))
                .forEach(name -> tell(name, new QueueEvent.PipelineRemoved(now)));
        tenant.pipelines()
                .forEach(pipeline -> later(() -> {
                    List<Subject> there =
                            pipeline(pipeline.name()).map(QueueState::subjects).orElse(List.of());
                    List<Seat> seats = Enqueues.seats(tenant.layout(), pipeline, there);
                    plan(
                            pipeline.name(),
                            new QueueEvent.Reconfigured(
                                    "layout", pipeline.rules(tenant.definition(), tenant.pipelines()), seats, now));
                }));
    }

    @Override
    public void event(TriggerEvent event, Subject subject) {
        Told.of(tenant, gerrit, event, subject, now).forEach(told -> tell(told.pipeline(), told.event()));
    }

    @Override
    public void enqueue(String pipeline, Subject subject, boolean forced) {
        tell(
                pipeline,
                Told.enqueue(tenant, gerrit, pipeline, subject, forced, now).event());
    }

    @Override
    public void tell(String pipeline, QueueEvent event) {
        later(() -> plan(pipeline, event));
    }

    private void plan(String pipeline, QueueEvent event) {
        QueueState state = pipelines.get(pipeline);
        if (state != null) {
            var plan = planner.plan(state, event);
            pipelines.put(pipeline, plan.next());
            plan.actions().forEach(action -> buildsets.perform(pipeline, action));
        }
    }

    /// An event of the engine itself, for each change that hears of it (F96).
    void announce(String pipeline, QueueAction.Announce announced) {
        List<Change> hearing = announced.event().equals(ZuulTrigger.PROJECT_CHANGE_MERGED)
                ? gerrit.open(announced.change().project())
                : gerrit.needing(announced.change());
        for (Change change : hearing) {
            String key = pipeline + "/" + change.id() + "/" + announced.change().id();
            TriggerEvent event = EngineEvents.of(announced.event(), pipeline, change, key, now / 1000);
            later(() -> event(event, change));
        }
    }

    void tellBuildset(String buildset, BuildsetEvent event) {
        later(() -> buildsets.apply(buildset, event));
    }

    /// The next push to a ref.
    @Override
    public GitRef pushed(String project, String ref) {
        revisions++;
        String before = revisions == 1 ? "" : "%040d".formatted(revisions - 1);
        return new GitRef(tenant.project(project), ref, before, "%040d".formatted(revisions), "");
    }
}
