package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A secret that one playbook may see (B40, B41), still encrypted.
///
/// @param alias the variable's name in the playbook
/// @param owner project whose key decrypts it
/// @param data the secret's data; an encrypted scalar is a mapping with the single key `!encrypted/pkcs1-oaep` and a
///     list of base64 chunks
/// @param token set for a token secret, which has no data
public record FrozenSecret(
        String alias, String name, Project owner, Map<String, Object> data, Optional<FrozenToken> token) {

    public FrozenSecret {
        // Job graphs from before there were tokens do not have it.
        token = Objects.requireNonNullElse(token, Optional.empty());
    }
}
