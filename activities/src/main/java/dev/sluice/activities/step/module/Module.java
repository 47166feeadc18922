package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.TemplateFailure;

/// One module. A failure that is the module's result may be thrown or returned.
public interface Module {
    Result run(ModuleCall call) throws StepFailure, TemplateFailure, InterruptedException;
}
