package dev.sluice.engine.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// RSA-OAEP with SHA-1 for the hash and MGF1, in chunks, as `!encrypted/pkcs1-oaep` holds it (G2–G5).
public final class SecretCipher {
    private static final String TRANSFORMATION = "RSA/ECB/OAEPPadding";
    private static final int HASH_BYTES = 20;
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);

    private SecretCipher() {}

    /// Largest chunk of plaintext in bytes: 470 for a key of 4096 bits (G3).
    public static int chunkBytes(PublicKey key) {
        int modulusBytes = (((RSAKey) key).getModulus().bitLength() + 7) / 8;
        return modulusBytes - 2 * HASH_BYTES - 2;
    }

    /// The chunks in base64, in order; an empty text is one chunk (G5).
    public static List<String> encrypt(PublicKey key, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int most = chunkBytes(key);
        List<String> chunks = new ArrayList<>();
        for (int from = 0; from == 0 || from < bytes.length; from += most) {
            byte[] chunk = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + most));
            chunks.add(Base64.getEncoder().encodeToString(encryptChunk(key, chunk)));
        }
        return List.copyOf(chunks);
    }

    /// The plaintext, or nothing when any chunk is not for this key. Bytes are joined before they are decoded, so a
    /// character may lie across two chunks (G4).
    public static Optional<String> decrypt(PrivateKey key, List<String> chunks) {
        var all = new ByteArrayOutputStream();
        for (String chunk : chunks) {
            Optional<byte[]> plain = decode(chunk).flatMap(bytes -> decryptChunk(key, bytes));
            if (plain.isEmpty()) {
                return Optional.empty();
            }
            all.writeBytes(plain.get());
        }
        return Optional.of(all.toString(StandardCharsets.UTF_8));
    }

    /// Line breaks and blanks come from YAML's folding.
    private static Optional<byte[]> decode(String chunk) {
        try {
            return Optional.of(Base64.getDecoder().decode(chunk.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> decryptChunk(PrivateKey key, byte[] chunk) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key).doFinal(chunk));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static byte[] encryptChunk(PublicKey key, byte[] chunk) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key).doFinal(chunk);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA-OAEP with SHA-1", e);
        }
    }

    private static Cipher cipher(int mode, Key key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, OAEP);
        return cipher;
    }
}
