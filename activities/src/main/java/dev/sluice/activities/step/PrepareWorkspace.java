package dev.sluice.activities.step;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/// `prepare-workspace`: copies the sources of the build to `~/src` of a node.
public final class PrepareWorkspace implements NativeRole {
    private final ExecutorSettings settings;

    public PrepareWorkspace(ExecutorSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "prepare-workspace";
    }

    @Override
    public void run(RoleContext context) throws StepFailure {
        if (context.onExecutor()) {
            throw new StepFailure("Role 'prepare-workspace' copies sources to nodes and was run on 'localhost', which"
                    + " has them already. Write 'hosts: all' in its playbook. [PLAYBOOK-102]");
        }
        Path sources = settings.workspaces().resolve(context.build()).resolve("src");
        if (!Files.isDirectory(sources)) {
            context.log("This build has no sources to copy");
            return;
        }
        String home = context.nodes().facts(context.build(), context.host()).home();
        context.progress("copying sources");
        context.nodes().copyTree(context.build(), context.host(), sources, home + "/src");
        context.log("Copied the sources to " + home + "/src");
    }
}
