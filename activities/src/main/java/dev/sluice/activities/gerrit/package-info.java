/// Gerrit: the event stream over SSH, changes and reviews over REST.
@NullMarked
package dev.sluice.activities.gerrit;

import org.jspecify.annotations.NullMarked;
