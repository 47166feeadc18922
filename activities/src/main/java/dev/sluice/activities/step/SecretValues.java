package dev.sluice.activities.step;

import dev.sluice.activities.contract.ProjectKeys;
import dev.sluice.engine.jobgraph.FrozenSecret;
import dev.sluice.engine.secret.SecretCipher;
import dev.sluice.engine.secret.Secrets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens secrets (G2 to G4), and tells which texts in them must be hidden.
final class SecretValues {
    private static final List<String> PUBLIC_BESIDE_A_PASSWORD = List.of("host", "port", "username", "cert");

    private final ProjectKeys keys;

    SecretValues(ProjectKeys keys) {
        this.keys = keys;
    }

    /// @param hidden told of every value that was encrypted
    Map<String, Object> open(FrozenSecret secret, Consumer<String> hidden) {
        PrivateKey key = keys.keysOf(secret.owner()).getPrivate();
        Map<String, @Nullable Object> opened = new LinkedHashMap<>();
        secret.data().forEach((name, value) -> opened.put(name, open(value, key, secret, hidden)));
        return opened;
    }

    private @Nullable Object open(
            @Nullable Object value, PrivateKey key, FrozenSecret secret, Consumer<String> hidden) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> opened = new ArrayList<>();
            list.forEach(item -> opened.add(open(item, key, secret, hidden)));
            return opened;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.size() == 1 && map.containsKey(Secrets.ENCRYPTED)) {
            String plain = decrypt(map.get(Secrets.ENCRYPTED), key, secret);
            hidden.accept(plain);
            return plain;
        }
        Map<String, @Nullable Object> opened = new LinkedHashMap<>();
        map.forEach((name, item) -> opened.put(String.valueOf(name), open(item, key, secret, hidden)));
        return opened;
    }

    private static String decrypt(@Nullable Object chunks, PrivateKey key, FrozenSecret secret) {
        List<?> all = chunks instanceof List<?> several ? several : List.of(String.valueOf(chunks));
        try {
            return SecretCipher.decrypt(key, all.stream().map(String::valueOf).toList());
        } catch (IllegalArgumentException undecryptable) {
            throw new UnreadableSecret("Secret '" + secret.name() + "' cannot be decrypted with the key of project '"
                    + secret.owner().canonicalName() + "' (" + undecryptable.getMessage()
                    + "). Encrypt it again with 'sluice encrypt'. [PLAYBOOK-101]");
        }
    }

    /// The texts of returned `secret_data` to hide: all of eight characters and more, save for what stands beside a
    /// password and is no secret, such as the host of a registry.
    static void leaves(@Nullable Object value, Consumer<String> hidden) {
        switch (value) {
            case String text when text.length() >= 8 -> hidden.accept(text);
            case Map<?, ?> map ->
                map.forEach((name, item) -> {
                    boolean open = map.containsKey("password") && PUBLIC_BESIDE_A_PASSWORD.contains(name);
                    if (name.equals("password") && item instanceof String text) {
                        hidden.accept(text);
                    } else if (!open) {
                        leaves(item, hidden);
                    }
                });
            case List<?> list -> list.forEach(item -> leaves(item, hidden));
            case null, default -> {}
        }
    }

    static final class UnreadableSecret extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableSecret(String message) {
            super(message);
        }
    }
}
