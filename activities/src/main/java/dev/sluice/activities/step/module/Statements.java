package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.JsonText;
import dev.sluice.activities.step.jinja.TemplateFailure;
import dev.sluice.activities.step.jinja.Values;
import dev.sluice.engine.playbook.ReturnedValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Modules that touch no machine: `debug`, `assert`, `fail`, `set_fact`, `zuul_return`.
final class Statements {
    private Statements() {}

    static Result debug(ModuleCall call) throws TemplateFailure {
        Object variable = call.raw("var");
        if (variable != null) {
            String expression = Values.text(variable);
            Object value = call.evaluate(expression);
            call.log(expression + ": " + shown(value));
            return Result.ok().with(expression, value);
        }
        Object message = call.value("msg").orElse("Hello world!");
        shown(message).lines().forEach(call::log);
        return Result.ok().with("msg", message);
    }

    private static String shown(@Nullable Object value) {
        return value instanceof String text ? text : JsonText.nice(value);
    }

    static Result check(ModuleCall call) throws TemplateFailure {
        Object that = call.raw("that");
        for (Object condition : that instanceof List<?> list ? list : listOf(that)) {
            boolean holds =
                    condition instanceof Boolean flag ? flag : Values.truth(call.evaluate(Values.text(condition)));
            if (!holds) {
                Optional<String> message = call.text("fail_msg").or(() -> textOf(call, "msg"));
                return Result.failed(message.orElse("Assertion failed: " + Values.text(condition)))
                        .with("assertion", condition)
                        .with("evaluated_to", false);
            }
        }
        String message = call.text("success_msg").orElse("All assertions passed");
        if (!call.flag("quiet", false)) {
            call.log(message);
        }
        return Result.ok().with("msg", message);
    }

    private static Optional<String> textOf(ModuleCall call, String name) {
        try {
            return call.text(name);
        } catch (TemplateFailure e) {
            return Optional.empty();
        }
    }

    private static List<?> listOf(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }

    static Result fail(ModuleCall call) throws TemplateFailure {
        return Result.failed(call.text("msg").orElse("Failed as requested from task"));
    }

    static Result setFact(ModuleCall call) throws TemplateFailure {
        boolean lasting = call.flag("cacheable", false);
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        for (String name : call.names()) {
            if (!name.equals("cacheable")) {
                facts.put(name, call.value(name).orElse(null));
            }
        }
        facts.forEach((name, value) -> call.fact(name, value, lasting));
        return Result.ok().with("ansible_facts", facts);
    }

    static Result zuulReturn(ModuleCall call) throws TemplateFailure, StepFailure {
        Map<String, Object> data = mapping(call, "data");
        Map<String, Object> secret = mapping(call, "secret_data");
        List<String> problems = ReturnedValues.problems(data);
        if (!problems.isEmpty()) {
            return Result.failed("zuul_return: " + String.join("; ", problems));
        }
        call.returnData(data, secret);
        return Result.changed(true);
    }

    private static Map<String, Object> mapping(ModuleCall call, String name) throws TemplateFailure, StepFailure {
        Optional<Object> value = call.value(name);
        Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
        if (value.isPresent()) {
            if (!(value.get() instanceof Map<?, ?> map)) {
                throw new StepFailure(
                        "'" + name + "' of zuul_return must be a mapping, found " + Values.kind(value.get()));
            }
            map.forEach((key, item) -> mapping.put(String.valueOf(key), item));
        }
        return mapping;
    }
}
