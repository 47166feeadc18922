package dev.sluice.activities.step;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.LogStore;
import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.step.ActivityLink.Running;
import dev.sluice.activities.step.IncludeRunner.Decision;
import dev.sluice.activities.step.StepJournal.StepRecord;
import dev.sluice.activities.step.jinja.Plain;
import dev.sluice.activities.step.module.Result;
import dev.sluice.activities.step.module.Target;
import dev.sluice.engine.playbook.Inventory;
import dev.sluice.engine.playbook.Playbook;
import dev.sluice.engine.playbook.Playbook.Step;
import dev.sluice.engine.playbook.Playbook.Work;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepStatus;
import dev.sluice.workflows.port.ExecutorActivities.StepRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs one step as an activity: heartbeats, log, journal, and an end that may travel.
final class StepExecution {
    private static final Duration NO_LIMIT = Duration.ofDays(30);

    private final ExecutorSettings settings;
    private final LogStore logs;
    private final NodeShell nodes;
    private final SecretBox box;
    private final ActivityLink link;
    private final StepScopes scopes;
    private final StepRunner runner;

    StepExecution(
            ExecutorSettings settings,
            LogStore logs,
            NodeShell nodes,
            SecretBox box,
            ActivityLink link,
            StepScopes scopes,
            StepRunner runner) {
        this.settings = settings;
        this.logs = logs;
        this.nodes = nodes;
        this.box = box;
        this.link = link;
        this.scopes = scopes;
        this.runner = runner;
    }

    StepEnd run(BuildWorkspace workspace, StepRequest request) throws Exception {
        Running running = link.running();
        Optional<StepRecord> earlier = workspace
                .journal()
                .find(StepKeys.of(request.playbook(), request.run()))
                .filter(record -> record.execution().equals(running.id()));
        if (earlier.isPresent()) {
            // It ended, and the report was lost with the worker.
            return earlier.get().end();
        }
        Pulse pulse = new Pulse(running, settings.heartbeatInterval());
        return pulse.during(() -> step(workspace, request, running, pulse));
    }

    private StepEnd step(BuildWorkspace workspace, StepRequest request, Running running, Pulse pulse)
            throws InterruptedException {
        PlaybookSource source = workspace.playbooks().get(request.playbook());
        Playbook playbook = source.loaded().playbook();
        Playbook.Play play = playbook.plays().get(request.run().play());
        Step step = playbook.step(request.run().play(), request.run().step());
        boolean silent = step.noLog();
        // Before the log is open, which hides what is secret by then.
        Map<String, Object> tokens = workspace.tokens().of(request.playbook());
        try (Console console = new Console(
                logs.writer(workspace.build()),
                workspace.hidden(),
                request.run().host(),
                silent,
                new FailureOutput(workspace.job().failureOutput(), source.phase(), running))) {
            String heading = request.playbook() + "/" + request.run().play();
            if (workspace.headings().putIfAbsent(heading, true) == null) {
                console.play(play.name());
            }
            console.task(step.name());
            StepEffects effects = new StepEffects(box);
            try {
                Target target = target(workspace, step, request.run().host());
                Instant deadline = Instant.now()
                        .plus(request.timeoutSeconds() > 0 ? Duration.ofSeconds(request.timeoutSeconds()) : NO_LIMIT);
                StepContext context = new StepContext(
                        workspace, request, play, step, source, target, console, effects, pulse, deadline);
                return finished(context, tokens, running, silent);
            } catch (NodeShell.Unreachable e) {
                String why = StepMessages.shown(String.valueOf(e.getMessage()), workspace.hidden());
                console.note("unreachable: " + why);
                StepEnd end = new StepEnd(request.run(), StepStatus.UNREACHABLE, 0, why);
                workspace.journal().add(record(workspace, request, step, running, end, effects, List.of(), false));
                return end;
            } catch (InfrastructureFailure e) {
                String why = StepMessages.shown(String.valueOf(e.getMessage()), workspace.hidden());
                console.note("waiting for a dependency: " + why);
                throw new InfrastructureFailure(why);
            }
        }
    }

    private Target target(BuildWorkspace workspace, Step step, String host) {
        String where = step.delegateTo().orElse(host);
        return where.equals(Inventory.EXECUTOR)
                ? new LocalTarget(workspace.work())
                : new NodeTarget(
                        nodes,
                        workspace.build(),
                        where,
                        scopes.facts(workspace, where).home());
    }

    private StepEnd finished(StepContext context, Map<String, Object> tokens, Running running, boolean silent)
            throws InterruptedException {
        BuildWorkspace workspace = context.workspace();
        Scope scope = scopes.of(workspace, context.request(), context.play(), context.step(), tokens);
        List<@Nullable Object> items = List.of();
        Result result;
        int iterations = 0;
        if (context.step().work() instanceof Work.Include) {
            Decision decision = IncludeRunner.decide(context, scope);
            result = decision.result();
            items = decision.items();
            iterations = items.size();
            context.console().result(result, "");
        } else {
            result = runner.run(context, scope);
        }
        StepStatus status = status(context, scope, result);
        String message = !result.isFailed()
                ? ""
                : silent ? StepMessages.HIDDEN : StepMessages.shown(result.message(), workspace.hidden());
        if (context.isOver() && result.isFailed()) {
            message = StepMessages.shown("the job's time is over; " + message, workspace.hidden());
        }
        StepEnd end = new StepEnd(context.request().run(), status, iterations, message);
        context.step().register().ifPresent(name -> context.effects().fact(name, Plain.of(result.values()), false));
        workspace
                .journal()
                .add(record(
                        workspace,
                        context.request(),
                        context.step(),
                        running,
                        end,
                        context.effects(),
                        items,
                        trusted(context)));
        return end;
    }

    /// What a native role leaves behind is the engine's own word, whoever wrote the playbook.
    private static boolean trusted(StepContext context) {
        return context.source().frozen().trusted() || context.step().work() instanceof Work.Role;
    }

    private static StepStatus status(StepContext context, Scope scope, Result result) {
        if (result.isFailed()) {
            if (StepRunner.ignores(context, scope)) {
                context.console().ignored();
                return StepStatus.IGNORED;
            }
            return StepStatus.FAILED;
        }
        if (result.isSkipped()) {
            return StepStatus.SKIPPED;
        }
        return result.isChanged() ? StepStatus.CHANGED : StepStatus.OK;
    }

    private static StepRecord record(
            BuildWorkspace workspace,
            StepRequest request,
            Step step,
            Running running,
            StepEnd end,
            StepEffects effects,
            List<@Nullable Object> items,
            boolean trusted) {
        Playbook.Play play = workspace
                .playbooks()
                .get(request.playbook())
                .loaded()
                .playbook()
                .plays()
                .get(request.run().play());
        Map<String, Object> facts = new LinkedHashMap<>(effects.facts());
        return new StepRecord(
                StepKeys.of(request.playbook(), request.run()),
                request.playbook(),
                running.id(),
                end,
                step.runOnce() ? play.hosts() : List.of(request.run().host()),
                facts,
                effects.lasting(),
                trusted,
                items,
                effects.returned(),
                effects.sealed());
    }
}
