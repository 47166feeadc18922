package dev.sluice.workflows.testkit;

import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.build.BuildEvent.PhasePlaybook;
import dev.sluice.engine.jobgraph.JobDependency;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.jobgraph.SemaphoreUse;
import dev.sluice.engine.playbook.PlaybookOutline;
import dev.sluice.engine.playbook.PlaybookOutline.Play;
import dev.sluice.engine.playbook.PlaybookOutline.Step;
import dev.sluice.engine.playbook.PlaybookOutline.Task;
import dev.sluice.workflows.port.ExecutorActivities.NodeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A job of a story: what it depends on and the steps of its playbooks.
public final class FakeJob {
    public final String name;
    final List<PhasePlaybook> playbooks = new ArrayList<>();
    final List<PlaybookOutline> outlines = new ArrayList<>();
    private final List<JobDependency> dependencies = new ArrayList<>();
    private final List<SemaphoreUse> semaphores = new ArrayList<>();
    List<NodeRequest> nodes = List.of(new NodeRequest(List.of("node"), "docker"));
    boolean pauses;
    long timeoutSeconds;
    private boolean noop;

    public FakeJob(String name) {
        this.name = name;
    }

    public FakeJob after(String job) {
        dependencies.add(new JobDependency(job, false));
        return this;
    }

    public FakeJob holding(String semaphore) {
        semaphores.add(new SemaphoreUse(semaphore, false));
        return this;
    }

    public FakeJob pausing() {
        pauses = true;
        return this;
    }

    public FakeJob onExecutor() {
        nodes = List.of();
        return this;
    }

    public FakeJob within(long seconds) {
        timeoutSeconds = seconds;
        return this;
    }

    public FakeJob doingNothing() {
        noop = true;
        return this;
    }

    public FakeJob pre(String... steps) {
        return playbook(Phase.PRE_RUN, false, steps);
    }

    public FakeJob run(String... steps) {
        return playbook(Phase.RUN, false, steps);
    }

    public FakeJob post(String... steps) {
        return playbook(Phase.POST_RUN, false, steps);
    }

    public FakeJob cleanup(String... steps) {
        return playbook(Phase.POST_RUN, true, steps);
    }

    private FakeJob playbook(Phase phase, boolean cleanup, String... steps) {
        int index = playbooks.size();
        List<Step> tasks = IntStream.range(0, steps.length)
                .<Step>mapToObj(i -> new Task(Integer.toString(i), steps[i]))
                .toList();
        playbooks.add(new PhasePlaybook(index, phase, 0, cleanup, false));
        String host = nodes.isEmpty() ? "localhost" : "node";
        outlines.add(new PlaybookOutline(
                "playbooks/" + name + "/" + index + ".yaml", List.of(new Play("play", List.of(host), tasks))));
        return this;
    }

    JobNode node() {
        return new JobNode(
                name,
                dependencies,
                true,
                false,
                3,
                List.of(),
                List.of(),
                semaphores,
                nodes.stream().map(NodeRequest::label).toList(),
                noop,
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
