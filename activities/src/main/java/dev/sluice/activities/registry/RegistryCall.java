package dev.sluice.activities.registry;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One remote call: verb, place, body, meaning of the answer, and its name for messages. Knows nothing of
/// authentication, redirects and faults; see [RegistryCaller].
interface RegistryCall<T> {

    /// @param method HTTP's
    /// @param target path at the registry, or the address that the registry told
    /// @param purpose in words that fit after "could not", such as `read manifest 'org/app:latest'`
    /// @param scopes what a token must allow
    /// @param expected the statuses that [#result] reads
    record Line(String method, String target, String purpose, List<Scope> scopes, List<Integer> expected) {
        URI address(URI base) {
            return base.resolve(target);
        }
    }

    Line line();

    /// Reads an answer of an expected status.
    T result(Answer answer) throws RegistryRefusal;

    default Map<String, String> headers() {
        return Map.of();
    }

    default BodyPublisher body() {
        return BodyPublishers.noBody();
    }

    /// The transfer behind [#body]: such a call cannot be sent twice, and is timed by its progress.
    default Optional<Relay> relay() {
        return Optional.empty();
    }

    /// Whether the body of an expected answer is handed on as it arrives.
    default boolean streams() {
        return false;
    }

    /// Whether the answer says that the upload is no longer known (a registry that restarted): it must begin anew.
    default boolean lost(Answer answer) {
        return false;
    }

    /// Turns an unexpected answer into its own refusal; empty leaves it to the rules for all calls.
    default Optional<RegistryRefusal> refusal(Answer answer, String told) {
        return Optional.empty();
    }
}
