package dev.sluice.activities.role;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;

/// `ensure-docker` (1.11): nodes come with their engine, so this proves that it answers. `install-docker` is its older
/// name.
public final class EnsureDocker implements NativeRole {
    private final String name;

    /// @param name `ensure-docker` or `install-docker`
    public EnsureDocker(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(RoleContext context) throws StepFailure, InterruptedException {
        if (context.onExecutor()) {
            throw new StepFailure("Role '" + name + "' cannot run on localhost, which is the executor: it has no engine"
                    + " for jobs. Run it on the job's nodes ('hosts: all'). [NODE-001]");
        }
        NodeEngine node = new NodeEngine(context);
        if (!node.facts().engine()) {
            throw new StepFailure("Node '" + context.host() + "' has no Docker engine: its label '"
                    + node.facts().label() + "' says 'engine: false'. Use a label with an engine in the job's nodeset."
                    + " [NODE-002]");
        }
        NodeEngine.Output version = node.ask("docker", "version", "--format", "{{.Server.Version}}");
        if (!version.succeeded()) {
            throw new InfrastructureFailure("The Docker engine of node '" + context.host() + "' does not answer: "
                    + version.complaint() + ". Run the step again, or see the node's engine log.");
        }
        context.log("Docker engine " + version.text().strip() + " answers");
    }
}
