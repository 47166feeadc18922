package dev.sluice.engine.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// `!encrypted/pkcs1-oaep`: text in chunks, each one RSA block with OAEP, SHA-1 for hash and mask, and an empty label
/// (G2).
public final class SecretCipher {
    private static final String TRANSFORMATION = "RSA/ECB/OAEPPadding";
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);
    private static final int OVERHEAD_BYTES = 2 * 20 + 2;

    private SecretCipher() {}

    /// Base64 chunks; at least one, even for an empty text (G3, G5). A character is never split between two chunks
    /// (G4).
    public static List<String> encrypt(PublicKey key, String text) {
        int most = (((RSAKey) key).getModulus().bitLength() + 7) / 8 - OVERHEAD_BYTES;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> chunks = new ArrayList<>();
        int start = 0;
        do {
            int end = Math.min(bytes.length, start + most);
            while (end < bytes.length && (bytes[end] & 0xC0) == 0x80) {
                end--;
            }
            chunks.add(Base64.getEncoder().encodeToString(apply(key, Arrays.copyOfRange(bytes, start, end))));
            start = end;
        } while (start < bytes.length);
        return List.copyOf(chunks);
    }

    /// The text of all chunks, joined before they are read as UTF-8 (G4).
    ///
    /// @throws IllegalArgumentException when a chunk is not base64 or not for this key; the message holds neither
    public static String decrypt(PrivateKey key, List<String> chunks) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < chunks.size(); i++) {
            try {
                byte[] block = Base64.getMimeDecoder().decode(chunks.get(i));
                Cipher cipher = Cipher.getInstance(TRANSFORMATION);
                cipher.init(Cipher.DECRYPT_MODE, key, OAEP);
                text.writeBytes(cipher.doFinal(block));
            } catch (GeneralSecurityException | IllegalArgumentException undecryptable) {
                throw new IllegalArgumentException(
                        "chunk " + (i + 1) + " of " + chunks.size() + " does not decrypt with this project's key");
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static byte[] apply(PublicKey key, byte[] plain) {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.ENCRYPT_MODE, key, OAEP);
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has RSA with OAEP", impossible);
        }
    }
}
