package dev.sluice.workflows.build;

import java.util.List;

/// A build as people see it.
///
/// @param state `preparing`, `running`, `paused`, `parked` or `ended`
/// @param result empty until it ended
/// @param logUrl empty until the workspace is open
/// @param hostQueue task queue of the host, empty until the workspace is open
/// @param phase `PRE_RUN`, `RUN`, `POST_RUN` or empty
/// @param playbook path of the playbook that runs now, or empty
/// @param steps newest last, at most [#STEPS]
public record BuildView(
        String build,
        String buildset,
        String job,
        int attempt,
        String state,
        String result,
        String logUrl,
        String hostQueue,
        String phase,
        String playbook,
        List<ParkedStep> parked,
        List<StepLine> steps) {

    public static final int STEPS = 300;

    /// A step that waits for somebody to run it again.
    ///
    /// @param step what `sluice rerun BUILD STEP` takes
    /// @param message what failed
    public record ParkedStep(String step, String name, String message, long sinceEpochMilli) {}

    /// A step of a playbook, on one host.
    ///
    /// @param status empty while it runs, else a [StepStatus][dev.sluice.engine.playbook.StepStatus]
    /// @param endedAtEpochMilli 0 while it runs
    public record StepLine(
            String step,
            String phase,
            String name,
            String host,
            String status,
            String message,
            long startedAtEpochMilli,
            long endedAtEpochMilli) {}
}
