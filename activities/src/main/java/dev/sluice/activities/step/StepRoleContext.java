package dev.sluice.activities.step;

import dev.sluice.activities.contract.NodeShell;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.step.jinja.TemplateFailure;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.playbook.Inventory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a native role sees of a step. Roles may use it from threads of their own.
final class StepRoleContext implements RoleContext {
    private final StepContext context;
    private final Scope scope;
    private final NodeShell nodes;
    private final SecretBox box;

    StepRoleContext(StepContext context, Scope scope, NodeShell nodes, SecretBox box) {
        this.context = context;
        this.scope = scope;
        this.nodes = nodes;
        this.box = box;
    }

    @Override
    public String build() {
        return context.workspace().build();
    }

    @Override
    public String buildset() {
        return context.workspace().request().buildset();
    }

    @Override
    public Subject subject() {
        return context.workspace().graph().items().getLast();
    }

    @Override
    public String host() {
        return context.target().host();
    }

    @Override
    public boolean onExecutor() {
        return host().equals(Inventory.EXECUTOR);
    }

    @Override
    public Optional<Object> variable(String name) {
        try {
            synchronized (scope) {
                Object fresh = context.effects().facts().get(name);
                return fresh != null
                        ? Optional.of(fresh)
                        : scope.find(name).filter(value -> !StepScopes.OMIT.equals(value));
            }
        } catch (TemplateFailure e) {
            throw new BadVariable("variable '" + name + "': " + e.getMessage());
        }
    }

    @Override
    public void fact(String name, Object value) {
        context.effects().fact(name, value, true);
    }

    @Override
    public void returnData(Map<String, Object> data, Map<String, Object> secretData) {
        SecretValues.leaves(secretData, context.console()::hide);
        context.effects().returned(data, secretData);
    }

    @Override
    public Map<String, Object> returnedSecretData() {
        return context.effects()
                .secretsOnTopOf(Returned.secrets(context.workspace().journal(), box));
    }

    @Override
    public NodeShell nodes() {
        return nodes;
    }

    @Override
    public void log(String line) {
        context.console().output(line);
    }

    @Override
    public void hide(String secret) {
        context.console().hide(secret);
    }

    @Override
    public Path scratch() {
        return context.workspace().scratch();
    }

    @Override
    public void progress(String detail) {
        context.pulse().tell(context.workspace().hidden().mask(detail));
    }

    /// A variable that a role asked for cannot be templated: the author's mistake.
    static final class BadVariable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadVariable(String message) {
            super(message, null, false, false);
        }
    }
}
