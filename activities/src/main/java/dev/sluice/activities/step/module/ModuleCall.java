package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.TemplateFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a module is called with. Arguments are templated when they are asked for.
public interface ModuleCall {

    String module();

    /// Names of the arguments that are there.
    List<String> names();

    /// The argument as written.
    @Nullable
    Object raw(String name);

    /// The argument, templated; absent when it is not there, null, or `omit`.
    Optional<Object> value(String name) throws TemplateFailure;

    /// An expression's value.
    @Nullable
    Object evaluate(String expression) throws TemplateFailure;

    Target target();

    /// Variables of the process, templated.
    Map<String, String> environment();

    /// Time left.
    Duration timeout();

    /// A file beside the playbook or role: `files/` or `templates/` first.
    byte[] file(String folder, String path) throws StepFailure;

    /// The text with its templates evaluated.
    String render(String text) throws TemplateFailure;

    /// Shows a line in the build's log, unless the task says `no_log`.
    void log(String line);

    /// Sets a variable of the host.
    ///
    /// @param lasting whether it outlives the playbook
    void fact(String name, @Nullable Object value, boolean lasting);

    void returnData(Map<String, Object> data, Map<String, Object> secretData);

    default Optional<String> text(String name) throws TemplateFailure {
        return value(name).map(dev.sluice.activities.step.jinja.Values::text);
    }

    default String required(String name) throws TemplateFailure, StepFailure {
        return text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new StepFailure("module '" + module() + "' needs '" + name + "'"));
    }

    default boolean flag(String name, boolean otherwise) throws TemplateFailure {
        return value(name).map(dev.sluice.activities.step.jinja.Truth::of).orElse(otherwise);
    }
}
