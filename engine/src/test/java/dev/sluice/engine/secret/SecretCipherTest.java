package dev.sluice.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretCipherTest {
    private static final KeyPair KEYS = keys();

    @Test
    void splitsA4096BitKeysTextAt470Bytes() throws GeneralSecurityException {
        BigInteger modulus = BigInteger.ONE.shiftLeft(4095).add(BigInteger.ONE);
        PublicKey key =
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537)));

        assertThat(SecretCipher.chunkBytes(key)).isEqualTo(470);
        assertThat(SecretCipher.encrypt(key, "x".repeat(470))).hasSize(1);
        assertThat(SecretCipher.encrypt(key, "x".repeat(471))).hasSize(2);
    }

    @Test
    void decryptsWhatItEncrypted() {
        for (String text : List.of("", "hunter2", "ü".repeat(700), "line\nline\n")) {
            assertThat(SecretCipher.decrypt(KEYS.getPrivate(), SecretCipher.encrypt(KEYS.getPublic(), text)))
                    .contains(text);
        }
    }

    @Test
    void forgivesFoldedBase64() {
        String chunk = SecretCipher.encrypt(KEYS.getPublic(), "hunter2").getFirst();
        String folded = chunk.substring(0, 40) + " \n  " + chunk.substring(40);

        assertThat(SecretCipher.decrypt(KEYS.getPrivate(), List.of(folded))).contains("hunter2");
    }

    @Test
    void givesNothingForAnotherKeyOrForNonsense() {
        KeyPair other = keys();

        assertThat(SecretCipher.decrypt(KEYS.getPrivate(), SecretCipher.encrypt(other.getPublic(), "x")))
                .isEmpty();
        assertThat(SecretCipher.decrypt(KEYS.getPrivate(), List.of("!!"))).isEmpty();
    }

    @Test
    void decryptsNestedDataAndKeepsThePlainParts() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("user", "u");
        data.put("nothing", null);
        data.put("deep", Map.of("list", new ArrayList<>(List.of(1, encrypted("a"), Map.of("b", encrypted("c"))))));

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("user", "u");
        expected.put("nothing", null);
        expected.put("deep", Map.of("list", List.of(1, "a", Map.of("b", "c"))));
        assertThat(Secrets.decryptAll(data, KEYS.getPrivate())).contains(expected);
    }

    @Test
    void readsBackItsOwnPem() {
        assertThat(Pem.encode(KEYS.getPublic())).startsWith("-----BEGIN PUBLIC KEY-----\n");
        assertThat(Pem.publicKey(Pem.encode(KEYS.getPublic()))).contains(KEYS.getPublic());
        assertThat(Pem.privateKey(Pem.encode(KEYS.getPrivate()))).contains(KEYS.getPrivate());
        assertThat(Pem.privateKey(Pem.encode(KEYS.getPublic()))).isEmpty();
    }

    private static Map<String, Object> encrypted(String text) {
        return Collections.singletonMap(Secrets.ENCRYPTED, SecretCipher.encrypt(KEYS.getPublic(), text));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
