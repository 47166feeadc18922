package dev.sluice.activities.step;

import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.Plain;
import dev.sluice.activities.step.jinja.TemplateFailure;
import dev.sluice.activities.step.module.Result;
import dev.sluice.engine.playbook.Playbook.Loop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides whether the body of an include runs, and how often.
final class IncludeRunner {
    private IncludeRunner() {}

    /// @param items what the iterations run over; as many as there are iterations
    record Decision(Result result, List<@Nullable Object> items) {}

    static Decision decide(StepContext context, Scope scope) {
        List<@Nullable Object> wanted = new ArrayList<>();
        try {
            if (context.step().loop().isEmpty()) {
                if (Conditions.all(context.step().conditions(), scope)) {
                    wanted.add("");
                }
            } else {
                Loop loop = context.step().loop().get();
                List<@Nullable Object> items = items(loop, context, scope);
                for (int i = 0; i < items.size(); i++) {
                    Scope inner = scope.with(LoopItems.variables(loop, items.get(i), i));
                    if (Conditions.all(context.step().conditions(), inner)) {
                        wanted.add(Plain.of(items.get(i)));
                    }
                }
            }
        } catch (TemplateFailure | StepFailure e) {
            return new Decision(Result.failed(String.valueOf(e.getMessage())), List.of());
        }
        return new Decision(wanted.isEmpty() ? Result.skipped() : Result.ok(), wanted);
    }

    private static List<@Nullable Object> items(Loop loop, StepContext context, Scope scope)
            throws TemplateFailure, StepFailure {
        try {
            return LoopItems.of(loop, scope);
        } catch (TemplateFailure e) {
            if (!Conditions.all(context.step().conditions(), scope)) {
                return List.of();
            }
            throw e;
        }
    }
}
