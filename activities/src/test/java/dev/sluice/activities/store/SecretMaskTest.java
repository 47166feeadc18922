package dev.sluice.activities.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private static final String SECRET = "s3cr?t/p&ss wörd";

    @Test
    void hidesTheTextWhereverItIs() {
        assertThat(mask(SECRET).apply("a" + SECRET + "b " + SECRET)).isEqualTo("a***b ***");
    }

    @Test
    void hidesItsBase64Forms() {
        assertThat(mask(SECRET).apply("Auth: " + base64(SECRET))).isEqualTo("Auth: ***");
        assertThat(mask(SECRET).apply(Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET.getBytes(UTF_8))))
                .isEqualTo("***");
        assertThat(mask("abcd").apply(base64("abcd"))).startsWith("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u:", "us:", "user:", "{\"password\": \""})
    void leavesNothingToDecodeWhenEncodedWithSomethingBeforeIt(String before) {
        String secret = "correct-horse-battery-staple";
        String shown = mask(secret).apply(base64(before + secret + "\n tail"));
        assertThat(shown).contains(SecretMask.MASK);
        for (String piece : shown.split("\\*\\*\\*", -1)) {
            assertThat(decodable(piece)).doesNotContain("horse").doesNotContain("batt");
        }
    }

    @Test
    void hidesEachLineOfASecretOfSeveralLines() {
        String key = "-----BEGIN KEY-----\nAAAABBBBCCCC\nDDDD\n-----END KEY-----\n";
        var mask = mask(key);
        assertThat(key.lines().map(mask::apply)).containsOnly("***");
    }

    @Test
    void hidesWrappedBase64LineByLine() {
        String secret = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(6);
        for (int columns : List.of(64, 76)) {
            String wrapped = Base64.getMimeEncoder(columns, new byte[] {'\n'}).encodeToString(secret.getBytes(UTF_8));
            assertThat(wrapped.lines().map(mask(secret)::apply)).allMatch(line -> line.startsWith("***"));
        }
    }

    @Test
    void hidesTheFormsInUrlsAndJson() {
        assertThat(mask("pa\"ss&word").apply("x?p=pa%22ss%26word")).isEqualTo("x?p=***");
        assertThat(mask("pa\"ss&word").apply("{\"p\": \"pa\\\"ss&word\"}")).isEqualTo("{\"p\": \"***\"}");
    }

    @Test
    void aSecretWithinALongerOneLeavesNoRest() {
        assertThat(SecretMask.none().with(List.of("pass", "password")).apply("password pass"))
                .isEqualTo("*** ***");
    }

    @Test
    void aShortTextIsNotHidden() {
        assertThat(mask("abc").apply("abc")).isEqualTo("abc");
        assertThat(mask(" a \n").apply("a b")).isEqualTo("a b");
    }

    @Test
    void aTrailingLineBreakOfASecretDoesNotMatter() {
        assertThat(mask("hunter22\n").apply("it is hunter22.")).isEqualTo("it is ***.");
    }

    @Test
    void manySecretsDoNotSlowALineDown() {
        var secrets = new ArrayList<String>();
        for (int i = 0; i < 50; i++) {
            secrets.add("secret-number-" + i);
        }
        var mask = SecretMask.none().with(secrets);
        assertThat(mask.apply("x".repeat(1000) + "secret-number-49")).isEqualTo("x".repeat(1000) + "***");
    }

    private static SecretMask mask(String secret) {
        return SecretMask.none().with(List.of(secret));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String decodable(String piece) {
        var found = new StringBuilder();
        for (int from = 0; from < Math.min(4, piece.length()); from++) {
            String cut = piece.substring(from).replace("=", "");
            cut = cut.substring(0, cut.length() / 4 * 4);
            found.append(new String(Base64.getDecoder().decode(cut), UTF_8));
        }
        return found.toString();
    }
}
