package dev.sluice.engine.secret;

import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decrypts the data of a secret, however deep its encrypted parts lie (A61, G4).
public final class Secrets {
    /// The key of the mapping that stands for an encrypted value.
    public static final String ENCRYPTED = "!encrypted/pkcs1-oaep";

    private Secrets() {}

    /// A copy with every encrypted part replaced by its plaintext; nothing when one cannot be decrypted.
    ///
    /// The result must never leave the process that uses it.
    public static Optional<Map<String, Object>> decryptAll(Map<String, Object> data, PrivateKey key) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : data.entrySet()) {
            Decrypted value = decrypt(entry.getValue(), key);
            if (!value.ok()) {
                return Optional.empty();
            }
            plain.put(entry.getKey(), value.value());
        }
        return Optional.of(Collections.unmodifiableMap(plain));
    }

    private record Decrypted(boolean ok, @Nullable Object value) {
        static final Decrypted FAILED = new Decrypted(false, null);

        // a record's own text would show the plaintext
        @Override
        public String toString() {
            return ok ? "decrypted" : "not decrypted";
        }
    }

    @SuppressWarnings("unchecked") // data of secrets has text keys only
    private static Decrypted decrypt(@Nullable Object value, PrivateKey key) {
        return switch (value) {
            case Map<?, ?> map
            when map.size() == 1 && map.get(ENCRYPTED) instanceof List<?> chunks ->
                SecretCipher.decrypt(key, chunks.stream().map(String::valueOf).toList())
                        .map(text -> new Decrypted(true, text))
                        .orElse(Decrypted.FAILED);
            case Map<?, ?> map ->
                decryptAll((Map<String, Object>) map, key)
                        .map(inner -> new Decrypted(true, inner))
                        .orElse(Decrypted.FAILED);
            case List<?> list -> decryptList(list, key);
            case null -> new Decrypted(true, null);
            default -> new Decrypted(true, value);
        };
    }

    private static Decrypted decryptList(List<?> list, PrivateKey key) {
        List<@Nullable Object> plain = new ArrayList<>();
        for (Object item : list) {
            Decrypted value = decrypt(item, key);
            if (!value.ok()) {
                return Decrypted.FAILED;
            }
            plain.add(value.value());
        }
        return new Decrypted(true, Collections.unmodifiableList(plain));
    }
}
