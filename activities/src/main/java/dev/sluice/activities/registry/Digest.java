package dev.sluice.activities.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Content address of a blob or manifest, such as `sha256:2c26…`.
///
/// @param algorithm `sha256` or `sha512`
/// @param hex lower-case digits
public record Digest(String algorithm, String hex) {
    private static final Pattern FORM = Pattern.compile("(?:(sha256):([0-9a-f]{64}))|(?:(sha512):([0-9a-f]{128}))");

    public Digest {
        if (!FORM.matcher(algorithm + ":" + hex).matches()) {
            throw new IllegalArgumentException("not a digest: '" + algorithm + ":" + hex + "'");
        }
    }

    /// The sha256 of these bytes.
    public static Digest of(byte[] bytes) {
        return ended("sha256", hasher("sha256").digest(bytes));
    }

    public static Optional<Digest> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                form.group(1) != null
                        ? new Digest(form.group(1), form.group(2))
                        : new Digest(form.group(3), form.group(4)));
    }

    static Digest ended(String algorithm, byte[] hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash));
    }

    /// Whether these bytes have this digest.
    public boolean isOf(byte[] bytes) {
        return equals(ended(algorithm, hasher(algorithm).digest(bytes)));
    }

    static MessageDigest hasher(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has " + algorithm, impossible);
        }
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
