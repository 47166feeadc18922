package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import java.util.Map;

/// A secret that one playbook may see (B40, B41), still encrypted.
///
/// @param alias the variable's name in the playbook
/// @param owner project whose key decrypts it
/// @param data the secret's data; an encrypted scalar is a mapping with the single key `!encrypted/pkcs1-oaep` and a
///     list of base64 chunks
public record FrozenSecret(String alias, String name, Project owner, Map<String, Object> data) {}
