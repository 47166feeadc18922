/// The executor of a build: playbook tasks, one activity each.
///
/// [dev.sluice.activities.step.ExecutorActivitiesImpl] is the way in. A build has a workspace on the host's disk:
///
///     <state>/workspaces/<build>/build.json        what was asked for, and what was checked out
///                                variables.jsonl   one line for every step that ended: its end and its variables
///                                inventory.yaml    hosts and groups, for people
///                                src/<canonical project>/   what the build tests
///                                trusted/, untrusted/       playbook and role repositories
///                                work/             working directory of steps on the executor
///                                scratch/          for native roles
///
/// All that is needed to go on after a crash is in it: a worker that starts again reads it back at the next step.
/// Secrets lie there only encrypted, or in variables that a step made of them; files are 0600.
@NullMarked
package dev.sluice.activities.step;

import org.jspecify.annotations.NullMarked;
