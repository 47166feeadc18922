package dev.sluice.activities.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.engine.change.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileProjectKeysTest {
    private static final Project PROJECT = new Project("gerrit", "review.example.com", "org/app");

    @TempDir
    Path state;

    @Test
    void makesOnePairForAllWhoAskAtOnceAndKeepsIt() throws IOException {
        var keys = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> new FileProjectKeys(state).keysOf(PROJECT).getPublic())
                .distinct()
                .toList();
        assertThat(keys).hasSize(1);
        assertThat(keys.getFirst())
                .isInstanceOfSatisfying(
                        RSAPublicKey.class,
                        key -> assertThat(key.getModulus().bitLength()).isEqualTo(4096));
        Path file = state.resolve("keys/gerrit/org/app.pem");
        assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void thePairBelongsTogether() throws GeneralSecurityException, IOException {
        writeKnownKey("keys/gerrit/org/app.pem");
        KeyPair keys = new FileProjectKeys(state).keysOf(PROJECT);
        var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
        byte[] encrypted = cipher.doFinal("hello".getBytes(UTF_8));
        cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
        assertThat(cipher.doFinal(encrypted)).isEqualTo("hello".getBytes(UTF_8));
    }

    @Test
    void aBrokenFileIsNamedAndNeverReplacedOrQuoted() throws IOException {
        Path file = state.resolve("keys/gerrit/org/app.pem");
        Files.createDirectories(file.getParent());
        String broken = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0a2V5\n-----END PRIVATE KEY-----\n";
        Files.writeString(file, broken);
        assertThatThrownBy(() -> new FileProjectKeys(state).keysOf(PROJECT))
                .isInstanceOf(InfrastructureFailure.class)
                .hasNoCause()
                .hasMessageContaining("org/app.pem")
                .hasMessageNotContaining("c2VjcmV0");
        assertThat(file).hasContent(broken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escape", "a/../../b", "/etc/x", "", "a//b", ".lock"})
    void aNameThatLeavesTheDirectoryIsRefused(String name) {
        assertThatThrownBy(() -> new FileProjectKeys(state).keysOf(new Project("gerrit", "h", name)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void preparesInTheBackground() throws IOException {
        writeKnownKey("keys/gerrit/org/app.pem");
        var keys = new FileProjectKeys(state);
        keys.prepare(PROJECT);
        assertThat(keys.keysOf(PROJECT).getPublic()).isNotNull();
    }

    /// Small, so that the test need not wait for a large one.
    private void writeKnownKey(String path) throws IOException {
        try {
            var generator = java.security.KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            Path file = state.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(generator
                                            .generateKeyPair()
                                            .getPrivate()
                                            .getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
