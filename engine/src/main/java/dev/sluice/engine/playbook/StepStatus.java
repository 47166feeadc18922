package dev.sluice.engine.playbook;

/// Ansible's statuses of a task on a host.
public enum StepStatus {
    OK,
    CHANGED,
    SKIPPED,
    FAILED,
    /// Failed, and `ignore_errors` or a rescue makes nothing of it.
    IGNORED,
    UNREACHABLE
}
