package dev.sluice.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretCipherTest {
    private static KeyPair keys;

    /// 2048 bits are made quickly; a chunk then holds 256 − 42 = 214 bytes.
    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 213, 214, 215, 428, 1000})
    void decryptsWhatItEncryptedInAsFewChunksAsFit(int length) {
        String text = "x".repeat(length);

        List<String> chunks = SecretCipher.encrypt(keys.getPublic(), text);

        assertThat(chunks).hasSize(Math.max(1, (length + 213) / 214));
        assertThat(SecretCipher.decrypt(keys.getPrivate(), chunks)).isEqualTo(text);
    }

    @Test
    void splitsNoCharacterBetweenChunks() {
        String text = "x" + "é".repeat(300);

        List<String> chunks = SecretCipher.encrypt(keys.getPublic(), text);

        assertThat(chunks)
                .allSatisfy(chunk -> assertThat(SecretCipher.decrypt(keys.getPrivate(), List.of(chunk)))
                        .doesNotContain("\uFFFD"));
        assertThat(SecretCipher.decrypt(keys.getPrivate(), chunks)).isEqualTo(text);
    }

    @Test
    void readsBase64FoldedByYaml() {
        String chunk = SecretCipher.encrypt(keys.getPublic(), "text").getFirst();

        assertThat(SecretCipher.decrypt(
                        keys.getPrivate(), List.of(chunk.substring(0, 60) + " \n " + chunk.substring(60))))
                .isEqualTo("text");
    }

    @Test
    void refusesAChunkOfAnotherKeyWithoutQuotingIt() {
        String good = SecretCipher.encrypt(keys.getPublic(), "text").getFirst();

        assertThatThrownBy(() -> SecretCipher.decrypt(keys.getPrivate(), List.of(good, "AAAA")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunk 2 of 2 does not decrypt with this project's key");
    }

    @Test
    void writesAndReadsPublicKeys() {
        String pem = PublicKeyPem.write(keys.getPublic());

        assertThat(PublicKeyPem.read("some words\n" + pem)).isEqualTo(keys.getPublic());
        assertThatThrownBy(() -> PublicKeyPem.read("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"))
                .hasMessage("found no RSA public key");
        assertThatThrownBy(() -> PublicKeyPem.read("")).hasMessageContaining("expected '-----BEGIN PUBLIC KEY-----'");
    }
}
