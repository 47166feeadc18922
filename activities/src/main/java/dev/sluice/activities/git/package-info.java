/// Git without work trees: bare clones, in-core merges, and source trees for builds.
@NullMarked
package dev.sluice.activities.git;

import org.jspecify.annotations.NullMarked;
