package dev.sluice.activities.step;

import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.TemplateFailure;
import dev.sluice.activities.step.jinja.Values;
import dev.sluice.activities.step.module.ModuleCall;
import dev.sluice.activities.step.module.Target;
import dev.sluice.engine.playbook.Playbook.Work;
import dev.sluice.engine.playbook.RepositoryPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A module's call in a step.
record StepModuleCall(StepContext context, Work.Module work, Scope scope, Map<String, String> environment)
        implements ModuleCall {

    /// The environment of play, blocks and task, later ones winning.
    static Map<String, String> environment(StepContext context, Scope scope) throws TemplateFailure, StepFailure {
        Map<String, String> environment = new LinkedHashMap<>();
        List<Object> parts = new ArrayList<>(context.play().environment());
        parts.addAll(context.step().environment());
        for (Object part : parts) {
            Object rendered = scope.render(part);
            if (!(rendered instanceof Map<?, ?> map)) {
                throw new StepFailure("'environment' must be a mapping, found " + Values.kind(rendered));
            }
            map.forEach((name, value) -> environment.put(String.valueOf(name), Values.text(value)));
        }
        return environment;
    }

    @Override
    public String module() {
        return work.module();
    }

    @Override
    public List<String> names() {
        return List.copyOf(work.arguments().keySet());
    }

    @Override
    public @Nullable Object raw(String name) {
        return work.arguments().get(name);
    }

    @Override
    public Optional<Object> value(String name) throws TemplateFailure {
        return Optional.ofNullable(scope.render(work.arguments().get(name)))
                .filter(value -> !StepScopes.OMIT.equals(value));
    }

    @Override
    public @Nullable Object evaluate(String expression) throws TemplateFailure {
        return Conditions.value(expression, scope);
    }

    @Override
    public Target target() {
        return context.target();
    }

    @Override
    public Duration timeout() {
        return context.left();
    }

    @Override
    public byte[] file(String folder, String path) throws StepFailure {
        RepositoryFiles files = context.source().files();
        List<String> searched = new ArrayList<>();
        for (String candidate : List.of(folder + "/" + path, path)) {
            // Inside a role as data the innermost role comes first.
            var roles = context.step().roles();
            if (!roles.isEmpty()) {
                String role = roles.getLast().name();
                Optional<byte[]> found = files.roleBytes(role, candidate);
                if (found.isPresent()) {
                    return found.get();
                }
                searched.add("role " + role + ": " + candidate);
            }
            String directory = RepositoryPath.directory(
                    context.source().loaded().playbook().path());
            for (String place : List.of(directory, "")) {
                Optional<String> inside = RepositoryPath.resolve(place, candidate);
                Optional<byte[]> found = inside.flatMap(files::bytes);
                if (found.isPresent()) {
                    return found.get();
                }
                inside.filter(name -> !searched.contains(name)).ifPresent(searched::add);
            }
        }
        throw new StepFailure("file '" + path + "' is not there; looked for " + String.join(", ", searched)
                + ". Directories and files outside of the repository are not copied.");
    }

    @Override
    public String render(String text) throws TemplateFailure {
        return Values.text(scope.render(text));
    }

    @Override
    public void log(String line) {
        context.console().output(line);
    }

    @Override
    public void fact(String name, @Nullable Object value, boolean lasting) {
        context.effects().fact(name, value, lasting);
    }

    @Override
    public void returnData(Map<String, Object> data, Map<String, Object> secretData) {
        SecretValues.leaves(secretData, context.console()::hide);
        context.effects().returned(data, secretData);
    }
}
