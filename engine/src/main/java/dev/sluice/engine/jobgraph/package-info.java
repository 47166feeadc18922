/// Frozen jobs: what a change will run, after inheritance and variants (zuul-semantics part 2 and 3.1).
@NullMarked
package dev.sluice.engine.jobgraph;

import org.jspecify.annotations.NullMarked;
