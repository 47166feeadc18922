package dev.sluice.activities.contract;

/// A role that the engine knows natively; it runs as one step.
public interface NativeRole {

    String name();

    /// Does the role's work for one host.
    ///
    /// @throws StepFailure when the role fails as a result that its author can mend
    /// @throws InfrastructureFailure when something we depend on failed; the step may be run again
    void run(RoleContext context) throws StepFailure, InterruptedException;
}
