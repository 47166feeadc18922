package dev.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// User name and password of a registry. Prints without its password.
public record Credential(String username, String password) {
    public Credential {
        requireNonNull(username, "username");
        requireNonNull(password, "password");
    }

    /// `user:password` in base64, as Basic authentication and Docker's configuration files want it.
    public String encoded() {
        return Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Credential[" + username + ", ***]";
    }
}
