/// The build workflow: one try of a job, a thin shell around the build and playbook planners.
@NullMarked
package dev.sluice.workflows.build;

import org.jspecify.annotations.NullMarked;
