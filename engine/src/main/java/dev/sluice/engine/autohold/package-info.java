/// Autoholds: operators' requests to keep the nodes of builds that fail (F84).
///
/// A request matches builds by project, job and ref; of several that do, the one with the narrowest ref filter counts.
/// It is used up when it holds as many builds as it was made for, and forgotten when all of these are over their time.
@NullMarked
package dev.sluice.engine.autohold;

import org.jspecify.annotations.NullMarked;
