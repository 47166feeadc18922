/// From texts to layouts: the tenant file, finding and assembling the files of all projects, and what a change that
/// touches configuration makes of them (zuul-semantics 1.1, 1.2, 1.8).
///
/// [dev.sluice.engine.config.load.TenantFile] gives tenants; [dev.sluice.engine.config.load.LayoutLoader] reads one
/// tenant's repositories through a [dev.sluice.engine.config.load.ConfigSource] and gives its layout with all problems.
@NullMarked
package dev.sluice.engine.config.load;

import org.jspecify.annotations.NullMarked;
