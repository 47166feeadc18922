package dev.sluice.activities.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Replaces secrets in lines, in the forms that programs commonly print them.
///
/// Besides the text itself these are: each line of a secret of several lines; its base64 form, alone or somewhere
/// within a longer encoded text (such as `user:password`), whole or cut into the usual line lengths; and its form in a
/// URL and in JSON.
final class SecretMask {
    static final String MASK = "***";
    private static final int SHORTEST = 4;

    /// A shorter piece of an encoded secret would hide innocent words.
    private static final int SHORTEST_ENCODED = 6;

    private static final List<Integer> LINE_LENGTHS = List.of(64, 76);

    /// Longest first, so that a secret within a secret does not leave the rest of the longer one.
    private final List<String> hidden;

    private SecretMask(List<String> hidden) {
        this.hidden = hidden;
    }

    static SecretMask none() {
        return new SecretMask(List.of());
    }

    SecretMask with(List<String> secrets) {
        var forms = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        forms.addAll(hidden);
        secrets.forEach(secret -> addForms(secret, forms));
        return new SecretMask(List.copyOf(forms));
    }

    String apply(String line) {
        String masked = line;
        for (String secret : hidden) {
            if (masked.contains(secret)) {
                masked = masked.replace(secret, MASK);
            }
        }
        return masked;
    }

    private static void addForms(String secret, Set<String> forms) {
        String trimmed = secret.strip();
        if (trimmed.length() < SHORTEST) {
            return;
        }
        trimmed.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST)
                .forEach(line -> {
                    forms.add(line);
                    forms.add(URLEncoder.encode(line, StandardCharsets.UTF_8));
                    forms.add(line.replace("\\", "\\\\").replace("\"", "\\\""));
                });
        for (String text : List.of(secret, trimmed)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int offset = 0; offset < 3; offset++) {
                addEncoded(Base64.getEncoder(), bytes, offset, forms);
                addEncoded(Base64.getUrlEncoder(), bytes, offset, forms);
            }
        }
    }

    /// The part of the encoded text that depends on the secret alone when `offset` bytes stand before it.
    private static void addEncoded(Base64.Encoder encoder, byte[] secret, int offset, Set<String> forms) {
        byte[] shifted = new byte[offset + secret.length];
        System.arraycopy(secret, 0, shifted, offset, secret.length);
        String encoded = encoder.withoutPadding().encodeToString(shifted);
        int from = offset == 0 ? 0 : offset + 1;
        int to = shifted.length / 3 * 4;
        String core = encoded.substring(Math.min(from, to), to);
        if (offset == 0) {
            forms.add(encoded);
        }
        if (core.length() >= SHORTEST_ENCODED) {
            forms.add(core);
        }
        LINE_LENGTHS.forEach(length -> addPieces(encoded, length, forms));
    }

    /// A program that wraps its base64 output cuts it at fixed columns.
    private static void addPieces(String encoded, int length, Set<String> forms) {
        for (int start = 0; start < encoded.length(); start += length) {
            String piece = encoded.substring(start, Math.min(start + length, encoded.length()));
            if (encoded.length() > length && piece.length() >= SHORTEST_ENCODED) {
                forms.add(piece);
            }
        }
    }
}
