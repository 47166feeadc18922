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

    String method();

    URI address(URI base);

    /// In words that fit after "could not", such as `read manifest 'org/app:latest'`.
    String purpose();

    List<Scope> scopes();

    /// Reads an answer whose status is one of [#expected].
    T result(Answer answer) throws RegistryRefusal;

    List<Integer> expected();

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
