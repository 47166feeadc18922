package dev.sluice.activities.contract;

import dev.sluice.engine.change.Project;
import java.security.KeyPair;

/// Key pairs of projects (G1), made at first need.
public interface ProjectKeys {

    KeyPair keysOf(Project project);
}
