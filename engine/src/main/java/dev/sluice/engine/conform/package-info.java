/// Conformance cases: a small world, what happens in it, and what must be true afterwards (the case format).
///
/// [dev.sluice.engine.conform.CaseReader] reads a case, [dev.sluice.engine.conform.ConformRunner] plays it against a
/// [dev.sluice.engine.conform.CaseWorld] and tells the first difference. Level `config` is played by
/// [dev.sluice.engine.conform.ConfigWorld]; level `scheduler` by the world that the caller brings.
@NullMarked
package dev.sluice.engine.conform;

import org.jspecify.annotations.NullMarked;
