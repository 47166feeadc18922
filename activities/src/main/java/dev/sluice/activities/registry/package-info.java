/// A small client of the OCI distribution API, and byte-exact copies between registries (container-roles part 4).
///
/// Each remote call is one record that knows its verb, place, body and meaning ([ManifestCalls], [BlobCalls],
/// [ListingCalls]); [RegistryCaller] alone knows authentication, retries and faults, and [Wire] connections, redirects
/// and
/// the watch over transfers. [ImageCopier] puts them together:
///
///     HEAD source tag, HEAD target tag          equal digests: done, two requests and no byte
///     GET manifests, children by digest         bytes and type are kept as they came
///     per blob, each once: HEAD, mount or POST  then GET ─▶ [Relay] (digest, size) ─▶ PUT, never held in memory
///     PUT children by digest, then the tag      the registry must confirm each digest
///
/// What asking again cannot change is a [RegistryRefusal]; what it might is tried again ([Patience]) and then an
/// [dev.sluice.activities.contract.InfrastructureFailure]. Messages name registry, repository and tag, and say what to
/// do;
/// none holds a secret.
@NullMarked
package dev.sluice.activities.registry;

import org.jspecify.annotations.NullMarked;
