package dev.sluice.activities.step;

import dev.sluice.activities.step.module.Target;
import dev.sluice.engine.playbook.Playbook;
import dev.sluice.engine.playbook.Playbook.Step;
import dev.sluice.workflows.port.ExecutorActivities.StepRequest;
import java.time.Duration;
import java.time.Instant;

/// All that belongs to one run of one step.
///
/// @param target where it works: the host, or the one it is delegated to
/// @param deadline when the job's time is over
record StepContext(
        BuildWorkspace workspace,
        StepRequest request,
        Playbook.Play play,
        Step step,
        PlaybookSource source,
        Target target,
        Console console,
        StepEffects effects,
        Pulse pulse,
        Instant deadline) {

    /// At least a second, so that a command is started and told of its timeout.
    Duration left() {
        Duration left = Duration.between(Instant.now(), deadline);
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    boolean isOver() {
        return !Instant.now().isBefore(deadline);
    }
}
