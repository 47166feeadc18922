package dev.sluice.workflows.conform;

import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.conform.ConformanceCase;
import dev.sluice.engine.conform.world.CaseTenant;
import dev.sluice.engine.conform.world.FakeExecutor;
import dev.sluice.engine.conform.world.FakeGerrit;
import dev.sluice.engine.conform.world.Outcomes;
import dev.sluice.engine.conform.world.Stage;
import dev.sluice.engine.conform.world.Told;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueView;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.tenant.TenantWorkflow;
import dev.sluice.workflows.testkit.Shells;
import java.util.List;

/// Where a case meets the real workflows. The clock is the real one, so that time cannot be moved.
final class WorkflowStage implements Stage, AutoCloseable {
    private static final Timeouts TIMEOUTS = new Timeouts(20, 5, 3, 10, 50, 0);
    private final Surroundings around;
    private final Shells shells;
    private final TenantWorkflow workflow;
    private final Quiet quiet;
    private int revisions;

    WorkflowStage(ConformanceCase played) {
        around = new Surroundings(played);
        Builds builds = new Builds(around);
        shells = Shells.over(
                List.of(
                        new Ports.Tenant(around),
                        new Ports.Gerrit(around),
                        new Ports.History(around),
                        new Ports.Landings(),
                        builds),
                List.of(builds));
        quiet = new Quiet(shells.client(), around::held);
        workflow = shells.startTenant(around.tenant.name(), TIMEOUTS);
        workflow.reconfigure();
        quiet.await();
    }

    @Override
    public CaseTenant tenant() {
        return around.tenant;
    }

    @Override
    public FakeGerrit gerrit() {
        return around.gerrit;
    }

    @Override
    public FakeExecutor executor() {
        return around.executor;
    }

    @Override
    public Outcomes outcomes() {
        return around.outcomes;
    }

    @Override
    public long now() {
        return Surroundings.now();
    }

    @Override
    public void advance(long millis) {
        throw new UnsupportedOperationException("time is real here");
    }

    @Override
    public void settle() {
        around.take(around.executor.free());
        quiet.await();
    }

    @Override
    public void reload() {
        workflow.reconfigure();
        quiet.await();
    }

    @Override
    public void event(TriggerEvent event, Subject subject) {
        workflow.event(event);
    }

    @Override
    public void enqueue(String pipeline, Subject subject, boolean forced) {
        tell(
                pipeline,
                Told.enqueue(around.tenant, around.gerrit, pipeline, subject, forced, now())
                        .event());
    }

    @Override
    public void tell(String pipeline, QueueEvent event) {
        queue(pipeline).event(event);
    }

    @Override
    public void take(List<FakeExecutor.Turn> turns) {
        around.take(turns);
    }

    @Override
    public GitRef pushed(String project, String ref) {
        revisions++;
        String before = revisions == 1 ? "" : "%040d".formatted(revisions - 1);
        return new GitRef(around.tenant.project(project), ref, before, "%040d".formatted(revisions), "");
    }

    @Override
    public List<List<String>> queues(String pipeline) {
        return queue(pipeline).view().pipeline().queues().stream()
                .map(this::names)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private List<String> names(QueueView.Line line) {
        return line.items().stream()
                .filter(item -> item.state() != QueueView.ItemState.LEAVING)
                .map(item -> {
                    String name = item.subject().startsWith("refs/")
                            ? item.subject()
                            : around.gerrit.nameOf(
                                    Integer.parseInt(item.subject().split(",")[0]));
                    return item.live() ? name : "(" + name + ")";
                })
                .toList();
    }

    @Override
    public int window(String pipeline, String project) {
        throw new UnsupportedOperationException("a queue's page does not show its window");
    }

    @Override
    public int semaphoreHolders(String name) {
        throw new UnsupportedOperationException("semaphores are looked at in the fake world");
    }

    private QueueWorkflow queue(String pipeline) {
        return shells.client().newWorkflowStub(QueueWorkflow.class, Ids.queue(around.tenant.name(), pipeline));
    }

    @Override
    public void close() {
        shells.close();
    }
}
