package dev.sluice.engine.buildset;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a build returned through `zuul_return` (E1, E2), its special keys taken out.
///
/// @param data plain data for dependents, without `zuul`
/// @param sealedSecrets `secret_data`, readable only by executors; earlier entries win (O5)
/// @param childJobs absent when the key was absent; an empty list skips all children (D20)
/// @param fileComments path → comments `{line, message, level?, range?}` (E6)
public record ReturnedData(
        Map<String, Object> data,
        List<String> sealedSecrets,
        List<Artifact> artifacts,
        Optional<List<String>> childJobs,
        boolean pause,
        boolean retry,
        Optional<String> logUrl,
        List<String> warnings,
        Map<String, Object> fileComments) {

    /// A build that returned nothing; `retry` is true unless a build says otherwise (C34).
    public static ReturnedData nothing() {
        return new ReturnedData(
                Map.of(), List.of(), List.of(), Optional.empty(), false, true, Optional.empty(), List.of(), Map.of());
    }
}
