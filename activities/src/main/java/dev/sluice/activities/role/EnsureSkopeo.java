package dev.sluice.activities.role;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;

/// `ensure-skopeo` (1.11): there for playbooks that name it.
public final class EnsureSkopeo implements NativeRole {
    @Override
    public String name() {
        return "ensure-skopeo";
    }

    @Override
    public void run(RoleContext context) {
        context.log("Nothing to install: images are copied by the executor itself, not by skopeo");
    }
}
