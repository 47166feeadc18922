package dev.sluice.activities.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.store.SiteKeys.SiteKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// Seals with AES-256-GCM under the site's key: `v1.<key id>.<nonce and ciphertext>`.
public final class AesSecretBox implements SecretBox {
    private static final String VERSION = "v1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    private final SecureRandom random = new SecureRandom();
    private final SiteKeys keys;
    private final ObjectMapper mapper;

    /// @param keyFile made at first need, readable by its owner only
    public AesSecretBox(Path keyFile, ObjectMapper mapper) {
        this.keys = new SiteKeys(keyFile, random);
        this.mapper = mapper;
    }

    @Override
    public String seal(Map<String, Object> data) {
        SiteKey key = keys.all().getFirst();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(mapper.writeValueAsBytes(data));
            byte[] whole = new byte[NONCE_BYTES + sealed.length];
            System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return header(key) + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the data holds a value that JSON cannot express");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256-GCM", e);
        }
    }

    /// Neither message nor cause of a failure holds any of the data.
    @Override
    public Map<String, Object> open(String sealed) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("this is not a sealed text of a version that is known");
        }
        SiteKey key = keys.find(parts[1])
                .orElseThrow(() -> new InfrastructureFailure("Secret data was sealed with the site key '" + parts[1]
                        + "', which this executor does not have. All executors of a site need the same key file. "
                        + "[SITE-KEY-UNKNOWN]"));
        try {
            byte[] whole = Base64.getUrlDecoder().decode(parts[2]);
            byte[] nonce = java.util.Arrays.copyOf(whole, NONCE_BYTES);
            byte[] data =
                    cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return mapper.readValue(data, DATA);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("a sealed text was changed after it was sealed");
        }
    }

    /// From now on a new key seals; what older keys sealed can still be opened.
    public void rotate() {
        keys.rotate();
    }

    private static Cipher cipher(int mode, SiteKey key, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header(key).getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static String header(SiteKey key) {
        return VERSION + "." + key.id() + ".";
    }
}
