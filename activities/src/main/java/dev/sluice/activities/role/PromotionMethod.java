package dev.sluice.activities.role;

import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;

/// How images are promoted: by tags in the final registry. That is the only way here.
final class PromotionMethod {
    private static final String VARIABLE = "promote_container_image_method";

    private PromotionMethod() {}

    static void demandTags(RoleContext context, ImageFlavour flavour) throws StepFailure {
        String method = Variables.text(context, VARIABLE).orElse("tag");
        if (flavour == ImageFlavour.CONTAINER && !method.equals("tag")) {
            throw new StepFailure(
                    "'" + VARIABLE + "' is '" + method + "', and only 'tag' is offered: images are uploaded"
                            + " in gate and get their final tags after the merge, so that a fault of the final registry shows before"
                            + " it. Remove the variable. [PROMOTE-001]");
        }
    }
}
