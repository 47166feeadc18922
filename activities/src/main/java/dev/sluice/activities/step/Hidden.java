package dev.sluice.activities.step;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// The secret texts of a build, in all the forms in which they may turn up, and their removal from messages.
final class Hidden {
    private static final int SHORTEST = 4;
    private static final int SHORTEST_LINE = 8;

    /// Longest first: a secret that holds another one must go as a whole.
    private final Set<String> forms = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /// True when it was not known before.
    boolean add(String secret) {
        boolean fresh = false;
        for (String form : formsOf(secret)) {
            fresh |= forms.add(form);
        }
        return fresh;
    }

    List<String> list() {
        return List.copyOf(forms);
    }

    String mask(String text) {
        String masked = text;
        for (String form : forms) {
            if (masked.contains(form)) {
                masked = masked.replace(form, "***");
            }
        }
        return masked;
    }

    static Set<String> formsOf(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        List<String> plain = new ArrayList<>(List.of(secret, secret.strip()));
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----"))
                .forEach(plain::add);
        for (String text : plain) {
            forms.add(text);
            forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(text)));
            forms.add(text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n"));
            forms.add(text.replace("'", "'\"'\"'"));
            String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
            forms.add(encoded);
            forms.add(encoded.replace("+", "%20"));
        }
        forms.addAll(base64(secret));
        forms.addAll(base64(secret.strip()));
        forms.removeIf(form -> form.length() < SHORTEST);
        return forms;
    }

    /// Base64 of the text wherever it begins in what was encoded, such as the password in `user:password`.
    private static List<String> base64(String text) {
        List<String> forms = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        forms.add(Base64.getEncoder().encodeToString(bytes));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int start = (before * 8 + 5) / 6;
            int end = shifted.length * 8 / 6;
            // A few letters of base64 would hide innocent words.
            if (end - start >= SHORTEST_LINE) {
                forms.add(encoded.substring(start, end));
            }
        }
        return forms;
    }
}
