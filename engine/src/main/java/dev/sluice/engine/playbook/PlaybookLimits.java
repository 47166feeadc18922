package dev.sluice.engine.playbook;

/// How large a playbook may be. Hostile or broken text must cost a message, not a worker.
final class PlaybookLimits {
    static final int FILE_CHARACTERS = 1_048_576;
    static final int YAML_DEPTH = 60;
    static final int YAML_VALUES = 200_000;
    /// Tasks, roles and includes of one playbook, those of included files counted.
    static final int STEPS = 10_000;
    /// Blocks, includes and roles inside one another.
    static final int STEP_DEPTH = 30;

    private PlaybookLimits() {}
}
