package dev.sluice.activities.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.DocumentStore;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.LogStore;
import dev.sluice.activities.contract.LogStore.LogWriter;
import dev.sluice.activities.contract.MergedArtifacts;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.ProjectKeys;
import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.contract.SourceTrees;
import dev.sluice.activities.contract.TokenSigner;
import dev.sluice.activities.step.StepJournal.StepRecord;
import dev.sluice.activities.step.jinja.Templates;
import dev.sluice.activities.step.module.ModuleTable;
import dev.sluice.engine.build.BuildEvent.PhasePlaybook;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.jobgraph.FrozenPlaybook;
import dev.sluice.engine.playbook.Catalogue;
import dev.sluice.engine.playbook.PlaybookOutline;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.workflows.port.ExecutorActivities;
import dev.sluice.workflows.port.FailureKind;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.TemporalFailure;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The executor: workspaces and steps of builds on this host.
public final class ExecutorActivitiesImpl implements ExecutorActivities {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorActivitiesImpl.class);

    private final ExecutorSettings settings;
    private final LogStore logs;
    private final SecretBox box;
    private final Places places;
    private final Workspaces workspaces;
    private final StepExecution execution;

    /// @param roles native roles by name; a playbook that names another one is refused
    /// @param mapper reads and writes the records of [dev.sluice.activities.contract] and of the engine
    public ExecutorActivitiesImpl(
            ExecutorSettings settings,
            DocumentStore documents,
            SourceTrees trees,
            MergedArtifacts merged,
            ProjectKeys keys,
            SecretBox box,
            TokenSigner signer,
            LogStore logs,
            NodeShell nodes,
            Map<String, NativeRole> roles,
            ActivityLink link,
            Places places,
            ObjectMapper mapper) {
        this.settings = settings;
        this.logs = logs;
        this.box = box;
        this.places = places;
        Catalogue catalogue = new Catalogue(List.copyOf(roles.keySet()));
        ArtifactsAhead ahead = new ArtifactsAhead(merged, Clock.systemUTC());
        this.workspaces = new Workspaces(
                settings, documents, mapper, trees, ahead, new PlaybookReader(catalogue), keys, box, signer, places);
        StepScopes scopes = new StepScopes(new Templates(), settings, nodes);
        StepRunner runner = new StepRunner(ModuleTable.all(), roles, nodes, box);
        this.execution = new StepExecution(settings, logs, nodes, box, link, scopes, runner);
    }

    @Override
    public Workspace openWorkspace(OpenWorkspace request) {
        return answering("the workspace cannot be opened", () -> {
            BuildWorkspace workspace = workspaces.open(request);
            List<PhasePlaybook> phases = new ArrayList<>();
            List<PlaybookOutline> outlines = new ArrayList<>();
            for (PlaybookSource source : workspace.playbooks()) {
                FrozenPlaybook frozen = source.frozen();
                phases.add(new PhasePlaybook(
                        phases.size(),
                        source.phase(),
                        frozen.nestingLevel(),
                        frozen.cleanup(),
                        frozen.resultIgnored()));
                outlines.add(source.loaded().outline());
            }
            announceWarnings(workspace);
            return new Workspace(
                    settings.hostQueue(),
                    logs.url(request.build()),
                    workspace.nodeset().nodes().stream()
                            .map(node -> new NodeRequest(node.names(), node.label()))
                            .toList(),
                    phases,
                    outlines,
                    workspace.job().timeoutSeconds().orElse(0),
                    workspace.job().postTimeoutSeconds().orElse(0));
        });
    }

    private void announceWarnings(BuildWorkspace workspace) {
        List<String> warnings = workspace.playbooks().stream()
                .flatMap(source -> source.loaded().problems().stream())
                .map(problem -> "Warning: " + problem.oneLine())
                .toList();
        if (!warnings.isEmpty()) {
            try (LogWriter writer = logs.writer(workspace.build())) {
                warnings.forEach(warning -> writer.line("", warning));
            }
        }
    }

    @Override
    public StepEnd runStep(StepRequest request) {
        return answering("the step cannot be run", () -> execution.run(workspace(request.build()), request));
    }

    private BuildWorkspace workspace(String build) {
        return workspaces
                .find(build)
                .orElseThrow(
                        () -> FailureKind.BUG.failure("Build '" + build + "' has no workspace on this host", null));
    }

    @Override
    public ReturnedData returned(String build) {
        return answering("what the build returned cannot be read", () -> {
            BuildWorkspace workspace = workspace(build);
            ReturnedData returned = Returned.of(workspace, box);
            if (returned.pause()) {
                places.giveBack(workspace.root());
            }
            return returned;
        });
    }

    @Override
    public void announce(String build, String line) {
        answering("the log cannot be written", () -> {
            try (LogWriter writer = logs.writer(build)) {
                workspaces
                        .find(build)
                        .ifPresent(workspace -> writer.hide(workspace.hidden().list()));
                writer.line("", line);
            }
            return true;
        });
    }

    @Override
    public void closeWorkspace(String build, String result) {
        try {
            answering("the end of the log cannot be written", () -> {
                workspaces.find(build).ifPresent(workspace -> endLog(workspace, result));
                return true;
            });
        } finally {
            // Even when it can no longer be read: nothing may stay behind.
            answering("the workspace cannot be removed", () -> {
                workspaces.close(build);
                return true;
            });
        }
    }

    private void endLog(BuildWorkspace workspace, String result) {
        try (LogWriter writer = logs.writer(workspace.build())) {
            writer.hide(workspace.hidden().list());
            Console.recap(
                    writer,
                    workspace.journal().all().stream().map(StepRecord::end).toList());
            writer.line("", "Job " + workspace.job().name() + " ended: " + result);
        }
    }

    /// Turns what went wrong into a failure that says who must act. Causes stay out of it: their texts are nobody's.
    private static <T> T answering(String what, Callable<T> work) {
        try {
            return work.call();
        } catch (TemporalFailure | ActivityCompletionException e) {
            throw e;
        } catch (PlaybookReader.BadPlaybooks | SecretValues.UnreadableSecret e) {
            throw FailureKind.CONFIG.failure(String.valueOf(e.getMessage()), null);
        } catch (InfrastructureFailure e) {
            throw FailureKind.DEPENDENCY.failure(String.valueOf(e.getMessage()), null);
        } catch (UncheckedIOException e) {
            throw FailureKind.DEPENDENCY.failure(
                    what + ": the state directory cannot be used. Is the disk full, or not this user's?", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureKind.DEPENDENCY.failure(what + ": the worker is shutting down", null);
        } catch (Exception e) {
            // Without its message, which may hold values of the build.
            LOG.error("{}: {} {}", what, e.getClass().getName(), frames(e));
            throw FailureKind.BUG.failure(what + ": " + e.getClass().getSimpleName(), null);
        }
    }

    private static String frames(Exception failure) {
        return Arrays.stream(failure.getStackTrace())
                .limit(20)
                .map(frame -> "\n\tat " + frame)
                .collect(Collectors.joining());
    }
}
