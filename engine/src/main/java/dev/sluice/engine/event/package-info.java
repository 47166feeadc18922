/// Events of the outside world and the rules that match them against a pipeline's triggers (zuul-semantics 6.10).
@NullMarked
package dev.sluice.engine.event;

import org.jspecify.annotations.NullMarked;
