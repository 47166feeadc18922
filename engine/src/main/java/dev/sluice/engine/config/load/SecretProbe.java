package dev.sluice.engine.config.load;

import dev.sluice.engine.change.Project;
import java.util.List;

/// Tells whether an encrypted value can be decrypted with a project's key (G8).
public interface SecretProbe {
    /// Believes every value; for layouts that are never run, and where no keys are at hand.
    SecretProbe TRUSTING = (_, _) -> true;

    boolean decrypts(Project owner, List<String> chunks);
}
