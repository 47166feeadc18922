/// Secrets maths: encryption in chunks with a project's key pair (zuul-semantics part 7).
@NullMarked
package dev.sluice.engine.secret;

import org.jspecify.annotations.NullMarked;
