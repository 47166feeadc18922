package dev.sluice.engine.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/// RSA keys as PEM: SubjectPublicKeyInfo and PKCS#8 (G7).
public final class Pem {
    private static final String PUBLIC = "PUBLIC KEY";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final int COLUMNS = 64;

    private Pem() {}

    public static String encode(PublicKey key) {
        return encode(PUBLIC, key.getEncoded());
    }

    public static String encode(PrivateKey key) {
        return encode(PRIVATE, key.getEncoded());
    }

    /// The key, or nothing when `pem` holds none of this kind.
    public static Optional<PublicKey> publicKey(String pem) {
        return decode(PUBLIC, pem).flatMap(bytes -> {
            try {
                return Optional.of(rsa().generatePublic(new X509EncodedKeySpec(bytes)));
            } catch (GeneralSecurityException e) {
                return Optional.empty();
            }
        });
    }

    /// The key, or nothing when `pem` holds none of this kind.
    public static Optional<PrivateKey> privateKey(String pem) {
        return decode(PRIVATE, pem).flatMap(bytes -> {
            try {
                return Optional.of(rsa().generatePrivate(new PKCS8EncodedKeySpec(bytes)));
            } catch (GeneralSecurityException e) {
                return Optional.empty();
            }
        });
    }

    private static KeyFactory rsa() throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA");
    }

    private static String encode(String label, byte[] bytes) {
        String body = Base64.getMimeEncoder(COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }

    private static Optional<byte[]> decode(String label, String pem) {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            return Optional.empty();
        }
        try {
            String body = pem.substring(from + begin.length(), to).replaceAll("\\s", "");
            return Optional.of(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
