package dev.sluice.activities.role;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;

/// `verify-speculative-images`: fails a job whose engine used published images where speculative ones were at hand.
public final class VerifySpeculativeImages implements NativeRole {
    private final SpeculativeImages images;

    public VerifySpeculativeImages(SpeculativeImages images) {
        this.images = images;
    }

    @Override
    public String name() {
        return "verify-speculative-images";
    }

    @Override
    public void run(RoleContext context) throws StepFailure, InterruptedException {
        images.verify(context);
    }
}
