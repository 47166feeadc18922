package dev.sluice.activities.contract;

import dev.sluice.engine.change.Subject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a native role sees of the build it runs in.
public interface RoleContext {

    String build();

    String buildset();

    /// What the build is for.
    Subject subject();

    /// Inventory name of the host this run is for; `localhost` is the executor.
    String host();

    boolean onExecutor();

    /// A variable as a task would see it, templated: task, role, play, secret, job and returned variables by their
    /// precedence (C49), and `zuul`. Values may be secret: never log one.
    Optional<Object> variable(String name);

    /// Sets a variable for the rest of the build, like `set_fact`.
    void fact(String name, Object value);

    /// `zuul_return`: merged into what the build returned so far (E1).
    void returnData(Map<String, Object> data, Map<String, Object> secretData);

    /// `secret_data` that this build itself returned so far.
    Map<String, Object> returnedSecretData();

    /// The build's nodes; commands for [#host] unless it is the executor.
    NodeShell nodes();

    void log(String line);

    /// From now on these texts are hidden in the build's log.
    void hide(String secret);

    /// A directory of this build on the executor, removed with its workspace.
    Path scratch();

    /// Says that the step is alive and how far it came; throws when the step was cancelled.
    void progress(String detail);
}
