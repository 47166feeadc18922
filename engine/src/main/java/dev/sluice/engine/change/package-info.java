/// What is tested: changes under review and git refs, and the projects they belong to.
///
/// A [dev.sluice.engine.change.Subject] is either a [dev.sluice.engine.change.Change] at one patch set or a
/// [dev.sluice.engine.change.GitRef]. Everything here is a value as it was last read from its source.
@NullMarked
package dev.sluice.engine.change;

import org.jspecify.annotations.NullMarked;
