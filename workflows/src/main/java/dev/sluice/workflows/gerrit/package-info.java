/// The listener of a Gerrit connection: keeps its event stream followed, whichever worker lives.
@NullMarked
package dev.sluice.workflows.gerrit;

import org.jspecify.annotations.NullMarked;
