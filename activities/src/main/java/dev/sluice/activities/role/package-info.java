/// The container roles, natively (container-roles part 1).
///
/// A role is one step: it reads its variables, works on its host, and returns data. They share three things: the record
/// of the [BuildsetRegistry], the [NodeEngine] (the node's own Docker engine through its command line), and
/// [RegistryAccess] (registries seen from the executor). Images go between registries on the executor, never through an
/// engine, so that the digest tested is the digest uploaded.
///
///     run-buildset-registry ─ record ─▶ use-buildset-registry      node: alias, certificates, mirror, login
///                                └────▶ pull-from-intermediate     executor: artifacts of changes ahead ─▶ registry
///                                └────▶ build-docker-image         node: build, check provenance, push
///                                └────▶ push-to-intermediate       executor: registry ─▶ artifacts for changes behind
///                                └────▶ upload-docker-image        executor: registry ─▶ final registry, staged tag
///     promote-docker-image                                         final registry: staged tag ─▶ final tag
@NullMarked
package dev.sluice.activities.role;

import org.jspecify.annotations.NullMarked;
