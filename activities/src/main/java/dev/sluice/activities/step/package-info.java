/// The executor of a build: playbook tasks, one activity each.
@NullMarked
package dev.sluice.activities.step;

import org.jspecify.annotations.NullMarked;
