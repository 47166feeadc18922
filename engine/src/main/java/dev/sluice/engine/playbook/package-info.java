/// Playbooks: the language the engine runs natively, its catalogue of modules and roles, and the planner that walks a
/// playbook's tasks.
@NullMarked
package dev.sluice.engine.playbook;

import org.jspecify.annotations.NullMarked;
