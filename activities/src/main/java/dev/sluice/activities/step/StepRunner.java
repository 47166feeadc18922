package dev.sluice.activities.step;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.Plain;
import dev.sluice.activities.step.jinja.TemplateFailure;
import dev.sluice.activities.step.jinja.Truth;
import dev.sluice.activities.step.jinja.Values;
import dev.sluice.activities.step.module.Module;
import dev.sluice.activities.step.module.Result;
import dev.sluice.engine.playbook.Playbook.Loop;
import dev.sluice.engine.playbook.Playbook.Outcome;
import dev.sluice.engine.playbook.Playbook.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs a task as Ansible would: its loop, its conditions, its retries, and the verdict on its result.
final class StepRunner {
    private final Map<String, Module> modules;
    private final Map<String, NativeRole> roles;
    private final NodeShell nodes;
    private final SecretBox box;

    StepRunner(Map<String, Module> modules, Map<String, NativeRole> roles, NodeShell nodes, SecretBox box) {
        this.modules = modules;
        this.roles = roles;
        this.nodes = nodes;
        this.box = box;
    }

    Result run(StepContext context, Scope scope) throws InterruptedException {
        if (context.step().loop().isEmpty()) {
            return once(context, scope, "");
        }
        Loop loop = context.step().loop().get();
        List<@Nullable Object> items;
        try {
            // The condition may be there to keep the loop's list from being needed.
            items = LoopItems.of(loop, scope);
        } catch (TemplateFailure | StepFailure e) {
            return mayBeSkipped(context, scope, e);
        }
        List<Object> results = new ArrayList<>();
        boolean changed = false;
        boolean skipped = true;
        String failure = "";
        boolean failed = false;
        for (int i = 0; i < items.size(); i++) {
            Scope inner = scope.with(LoopItems.variables(loop, items.get(i), i));
            Result result = once(context, inner, label(loop, items.get(i), inner));
            results.add(result.with(loop.variable(), items.get(i)).values());
            changed |= result.isChanged();
            skipped &= result.isSkipped();
            if (result.isFailed()) {
                failed = true;
                failure = failure.isEmpty() ? result.message() : failure;
            }
            pause(loop, inner, context, i + 1 < items.size());
        }
        Result whole = failed ? Result.failed(failure) : Result.ok();
        whole.with("changed", changed).with("results", results);
        return skipped ? whole.with("skipped", true) : whole;
    }

    private static Result mayBeSkipped(StepContext context, Scope scope, Exception why) {
        try {
            if (!Conditions.all(context.step().conditions(), scope)) {
                return told(context, Result.skipped(), "");
            }
        } catch (TemplateFailure e) {
            // The loop's own failure says more.
        }
        return told(context, Result.failed(String.valueOf(why.getMessage())), "");
    }

    private static String label(Loop loop, @Nullable Object item, Scope scope) {
        try {
            return LoopItems.label(loop, item, scope);
        } catch (TemplateFailure e) {
            return "(no label: " + e.getMessage() + ")";
        }
    }

    private static void pause(Loop loop, Scope scope, StepContext context, boolean more) throws InterruptedException {
        if (more && !loop.pauseSeconds().equals(0L)) {
            try {
                long seconds = Values.text(scope.render(loop.pauseSeconds())).matches("[0-9]{1,6}")
                        ? Long.parseLong(Values.text(scope.render(loop.pauseSeconds())))
                        : 0;
                Thread.sleep(shorter(Duration.ofSeconds(seconds), context.left()));
            } catch (TemplateFailure e) {
                context.console().note("loop_control.pause: " + e.getMessage());
            }
        }
    }

    private static Result told(StepContext context, Result result, String label) {
        context.console().result(result, label);
        return result;
    }

    /// One run of a task, or of one item of its loop.
    private Result once(StepContext context, Scope scope, String label) throws InterruptedException {
        try {
            if (!Conditions.all(context.step().conditions(), scope)) {
                return told(context, Result.skipped(), label);
            }
        } catch (TemplateFailure e) {
            return told(context, Result.failed(String.valueOf(e.getMessage())), label);
        }
        return told(context, retried(context, scope), label);
    }

    private Result retried(StepContext context, Scope scope) throws InterruptedException {
        Outcome outcome = context.step().outcome();
        if (outcome.until().isEmpty()) {
            return judged(context, scope, attempt(context, scope));
        }
        try {
            long retries = number(outcome.retries(), scope);
            Duration delay = Duration.ofSeconds(number(outcome.delaySeconds(), scope));
            for (long attempt = 1; ; attempt++) {
                Result result = judged(context, scope, attempt(context, scope)).with("attempts", attempt);
                if (Conditions.all(outcome.until(), registered(context, scope, result))) {
                    return result;
                }
                if (attempt > retries || context.isOver()) {
                    return result.with("failed", true)
                            .with("msg", "'until' did not hold after " + attempt + " attempts: " + result.message());
                }
                context.console().note("RETRYING: (" + (retries - attempt + 1) + " retries left)");
                context.pulse().tell("waiting before retry " + attempt + " of " + retries);
                Thread.sleep(shorter(delay, context.left()));
            }
        } catch (TemplateFailure e) {
            return Result.failed(String.valueOf(e.getMessage()));
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static long number(Object raw, Scope scope) throws TemplateFailure {
        String text = Values.text(scope.render(raw)).strip();
        if (!text.matches("[0-9]{1,6}")) {
            throw new TemplateFailure("'retries' and 'delay' must be numbers");
        }
        return Long.parseLong(text);
    }

    private Result attempt(StepContext context, Scope scope) throws InterruptedException {
        try {
            return switch (context.step().work()) {
                case Work.Module module -> {
                    Module known = modules.get(module.module());
                    if (known == null) {
                        throw new IllegalStateException("no module '" + module.module() + "'");
                    }
                    yield known.run(
                            new StepModuleCall(context, module, scope, StepModuleCall.environment(context, scope)));
                }
                case Work.Role role -> role(context, scope, role.role());
                case Work.Include include -> throw new IllegalStateException("an include is no task");
            };
        } catch (StepFailure | TemplateFailure | StepRoleContext.BadVariable e) {
            return Result.failed(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            // The contract of NodeShell: a file that is too large or cannot be written.
            return Result.failed(String.valueOf(e.getMessage()));
        }
    }

    private Result role(StepContext context, Scope scope, String name) throws StepFailure, InterruptedException {
        NativeRole role = roles.get(name);
        if (role == null) {
            throw new IllegalStateException("no role '" + name + "'");
        }
        role.run(new StepRoleContext(context, scope, nodes, box));
        return Result.changed(true);
    }

    /// `changed_when` and `failed_when` see the result under its registered name.
    private static Result judged(StepContext context, Scope scope, Result result) {
        Outcome outcome = context.step().outcome();
        if (result.isSkipped()) {
            return result;
        }
        try {
            if (outcome.changedWhen().isPresent()) {
                Scope seen = registered(context, scope, result);
                result.with("changed", Conditions.all(outcome.changedWhen().get(), seen));
            }
            if (outcome.failedWhen().isPresent()) {
                Scope seen = registered(context, scope, result);
                boolean failed = !outcome.failedWhen().get().isEmpty()
                        && Conditions.all(outcome.failedWhen().get(), seen);
                if (failed && result.message().isEmpty()) {
                    result.with("msg", "'failed_when' holds");
                }
                result.with("failed", failed).with("failed_when_result", failed);
            }
            return result;
        } catch (TemplateFailure e) {
            return result.with("failed", true).with("msg", String.valueOf(e.getMessage()));
        }
    }

    private static Scope registered(StepContext context, Scope scope, Result result) {
        if (context.step().register().isEmpty()) {
            return scope.with(new LinkedHashMap<>());
        }
        Map<String, @Nullable Object> variable = new LinkedHashMap<>();
        variable.put(context.step().register().get(), Plain.of(result.values()));
        return scope.with(variable);
    }

    /// Whether a failure is to be passed over.
    static boolean ignores(StepContext context, Scope scope) {
        Object raw = context.step().outcome().ignoreErrors();
        try {
            Object value = raw instanceof String text ? Conditions.value(text, scope) : raw;
            return value != null && Truth.of(value);
        } catch (TemplateFailure e) {
            context.console().note("ignore_errors: " + e.getMessage());
            return false;
        }
    }
}
