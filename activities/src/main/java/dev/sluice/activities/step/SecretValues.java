package dev.sluice.activities.step;

import dev.sluice.activities.contract.ProjectKeys;
import dev.sluice.engine.jobgraph.FrozenSecret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;

/// Opens secrets (G2 to G4), and tells which texts in them must be hidden.
final class SecretValues {
    private static final String ENCRYPTED = "!encrypted/pkcs1-oaep";
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
        if (map.size() == 1 && map.containsKey(ENCRYPTED)) {
            String plain = decrypt(map.get(ENCRYPTED), key, secret);
            hidden.accept(plain);
            return plain;
        }
        Map<String, @Nullable Object> opened = new LinkedHashMap<>();
        map.forEach((name, item) -> opened.put(String.valueOf(name), open(item, key, secret, hidden)));
        return opened;
    }

    private static String decrypt(@Nullable Object chunks, PrivateKey key, FrozenSecret secret) {
        List<?> list = chunks instanceof List<?> several ? several : List.of(String.valueOf(chunks));
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    key,
                    new OAEPParameterSpec(
                            "SHA-1", "MGF1", java.security.spec.MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (Object chunk : list) {
                bytes.writeBytes(cipher.doFinal(Base64.getMimeDecoder().decode(String.valueOf(chunk))));
            }
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnreadableSecret("Secret '" + secret.name() + "' cannot be decrypted with the key of project '"
                    + secret.owner().canonicalName() + "'. Encrypt it again with 'sluice encrypt'. [PLAYBOOK-101]");
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
