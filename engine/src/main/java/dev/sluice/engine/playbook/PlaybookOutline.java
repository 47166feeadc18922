package dev.sluice.engine.playbook;

import java.util.List;

/// The control flow of a playbook, without its values: what the planner walks and the UI names.
///
/// Task bodies stay with the executor; a step is found again by its id.
public record PlaybookOutline(String path, List<Play> plays) {

    /// A play on its hosts.
    ///
    /// @param hosts inventory names in order; `localhost` is the executor
    public record Play(String name, List<String> hosts, List<Step> steps) {}

    /// A node of a play's control flow. Ids are paths such as `0.2.1`, stable for the same text.
    public sealed interface Step {
        String id();

        /// What people see, such as `Build docker images` or `include_role: ensure-docker`.
        String name();
    }

    /// One task, or one native role: runs as one activity for each host.
    ///
    /// @param once `run_once`: only on the first of the hosts, for all of them
    public record Task(String id, String name, boolean once) implements Step {
        public Task(String id, String name) {
            this(id, name, false);
        }
    }

    /// `block`, `rescue`, `always`. A block's `when` and `vars` are inherited by the tasks in it.
    public record Block(String id, String name, List<Step> body, List<Step> rescue, List<Step> always)
            implements Step {}

    /// `include_tasks`, or a role as data: evaluated first (`when`, `loop`), then its body runs once for each
    /// iteration.
    public record Include(String id, String name, List<Step> body) implements Step {}
}
