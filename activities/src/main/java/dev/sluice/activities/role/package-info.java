/// The container roles, natively (container-roles part 1).
@NullMarked
package dev.sluice.activities.role;

import org.jspecify.annotations.NullMarked;
