/// Tokens for buildset registries (container-roles 3.2).
///
/// A buildset registry is an unmodified `registry:2` with `auth: token`. Its realm is a [TokenServer] of the executor,
/// which lets anyone read, so that Docker engines may use the registry as a mirror whatever credential they happen to
/// send, and lets only those write who know the registry's password:
///
///     engine ── GET /v2/org/app/manifests/latest ──▶ registry      401, realm=https://executor/token/<build>
///     engine ── GET /token/<build>?scope=repository:org/app:pull ──▶ token server      a JWT for 300 s
///     engine ── GET /v2/org/app/manifests/latest, Bearer ──▶ registry      200
///
/// Each registry has its own signing key; registrations outlive the process in files that only its user can read.
@NullMarked
package dev.sluice.activities.registry.issuer;

import org.jspecify.annotations.NullMarked;
