/// The tenant workflow: configuration snapshot and event intake.
@NullMarked
package dev.sluice.workflows.tenant;

import org.jspecify.annotations.NullMarked;
