package dev.sluice.activities.role;

import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;

/// Keeps the intermediate registry's credential off nodes.
final class ExecutorOnly {
    private ExecutorOnly() {}

    static void demand(RoleContext context, String role) throws StepFailure {
        if (!context.onExecutor()) {
            throw new StepFailure("Role '" + role + "' works on the executor only, and was run on '" + context.host()
                    + "'. Write 'hosts: localhost' in its playbook. [NODE-004]");
        }
    }
}
