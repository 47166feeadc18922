/// A small OCI distribution client: byte-exact copies between registries, tokens, and the buildset registry's issuer.
@NullMarked
package dev.sluice.activities.registry;

import org.jspecify.annotations.NullMarked;
