/// The build workflow: one try of a job, a thin shell around the build and playbook planners.
///
/// ```
/// preparing ── Ready ──▶ running ── Pause ──▶ paused ── resume ──▶ running ── End ──▶ ended
///     │  ▲                 │  ▲
///     └──┴──── parked ◀────┴──┘      a call that something we depend on failed, after its retries
/// ```
///
/// - [dev.sluice.workflows.build.BuildWorkflowImpl] is the shell: inbox, planner, actions, give back.
/// - [dev.sluice.workflows.build.BuildHost] calls the ports, on the common queue first and then on the host's own.
/// - [dev.sluice.workflows.build.PlaybookRun] walks one playbook within its time limit.
/// - [dev.sluice.workflows.build.Parking] holds steps that failed for reasons that are not the user's, until somebody
///   runs them again or the build is cancelled. Parked time does not count against the job's timeout.
/// - [dev.sluice.workflows.build.BuildBoard] is what people see.
///
/// Everything runs in a detached scope, so that cancelling the workflow in the Temporal UI is the same orderly end as
/// `sluice cancel`: the step stops, clean-up playbooks run, nodes and workspace are given back.
@NullMarked
package dev.sluice.workflows.build;

import org.jspecify.annotations.NullMarked;
