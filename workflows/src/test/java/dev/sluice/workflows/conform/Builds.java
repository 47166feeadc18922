package dev.sluice.workflows.conform;

import dev.sluice.engine.build.BuildEvent.Phase;
import dev.sluice.engine.build.BuildEvent.PhasePlaybook;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.StartBuild;
import dev.sluice.engine.buildset.BuildsetEvent.BuildEnd;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.conform.world.FakeExecutor;
import dev.sluice.engine.conform.world.FakeExecutor.Turn;
import dev.sluice.engine.playbook.PlaybookOutline;
import dev.sluice.engine.playbook.PlaybookOutline.Play;
import dev.sluice.engine.playbook.PlaybookOutline.Task;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepStatus;
import dev.sluice.workflows.port.ExecutorActivities;
import io.temporal.activity.Activity;
import io.temporal.failure.CanceledFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The executor of a case: each build is one step, which waits until the case lets it go.
record Builds(Surroundings around, Map<String, ReturnedData> given) implements ExecutorActivities {
    static final String HOST = "host-1";

    Builds(Surroundings around) {
        this(around, new LinkedHashMap<>());
    }

    @Override
    public Workspace openWorkspace(OpenWorkspace request) {
        synchronized (around) {
            StartBuild start = new StartBuild(
                    request.build(),
                    request.job(),
                    request.attempt(),
                    request.parentData(),
                    request.parentSecrets(),
                    request.artifacts(),
                    request.childJobs(),
                    false);
            Surroundings.Attempt attempt = around.attempts.get(request.buildset());
            Subject own = attempt.ownerOf(request.job());
            String ref = Ports.ref(own).orElse("");
            List<String> changes = ref.isEmpty()
                    ? attempt.all().stream().map(around.gerrit::name).toList()
                    : List.of();
            Map<String, Object> zuul = new LinkedHashMap<>();
            if (!request.artifacts().isEmpty()) {
                zuul.put(
                        "artifacts",
                        request.artifacts().stream().map(FakeExecutor::variable).toList());
            }
            around.builds.put(
                    request.build(),
                    new FakeExecutor.Build(
                            start,
                            request.buildset(),
                            changes,
                            ref.isEmpty() ? around.gerrit.name(own) : "",
                            ref,
                            zuul));
        }
        return new Workspace(
                HOST, "", List.of(), List.of(new PhasePlaybook(0, Phase.RUN, 0, false, false)), outline(), 0, 0);
    }

    private static List<PlaybookOutline> outline() {
        return List.of(new PlaybookOutline(
                "run.yaml", List.of(new Play("run", List.of("localhost"), List.of(new Task("0", "run"))))));
    }

    @Override
    public StepEnd runStep(StepRequest request) {
        CompletableFuture<Turn> waiting = new CompletableFuture<>();
        synchronized (around) {
            around.running.put(request.build(), waiting);
            around.executor.start(around.builds.get(request.build()));
            around.take(around.executor.free());
        }
        Turn turn = await(waiting, request.build());
        synchronized (around) {
            around.running.remove(request.build());
            return new StepEnd(request.run(), status(request.build(), turn), 0, "");
        }
    }

    private Turn await(CompletableFuture<Turn> waiting, String build) {
        while (true) {
            try {
                return waiting.get(20, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                try {
                    Activity.getExecutionContext().heartbeat(null);
                } catch (RuntimeException stop) {
                    synchronized (around) {
                        around.running.remove(build);
                        around.executor.cancel(build);
                    }
                    throw stop;
                }
            } catch (InterruptedException | ExecutionException e) {
                Thread.currentThread().interrupt();
                throw new CanceledFailure(e.toString());
            }
        }
    }

    private StepStatus status(String build, Turn turn) {
        return switch (turn) {
            case Turn.Pauses pauses -> {
                given.put(build, pauses.returned());
                yield StepStatus.CHANGED;
            }
            case Turn.Ends ends -> {
                given.put(build, ends.returned());
                yield switch (ends.end()) {
                    case BuildEnd.Finished finished when finished.result() == BuildResult.SUCCESS -> StepStatus.CHANGED;
                    case BuildEnd.NoResult nothing -> StepStatus.UNREACHABLE;
                    default -> StepStatus.FAILED;
                };
            }
        };
    }

    @Override
    public ReturnedData returned(String build) {
        synchronized (around) {
            return given.getOrDefault(build, ReturnedData.nothing());
        }
    }

    @Override
    public void announce(String build, String line) {}

    /// A build that paused ends here, if it was not stopped while it paused.
    @Override
    public void closeWorkspace(String build, String result) {
        synchronized (around) {
            if (result.equals("CANCELED")) {
                around.executor.cancel(build);
            } else {
                around.executor.resume(build);
            }
        }
    }
}
