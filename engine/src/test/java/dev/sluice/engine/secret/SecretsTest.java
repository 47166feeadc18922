package dev.sluice.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static KeyPair keys;
    private static KeyPair others;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        others = generator.generateKeyPair();
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
        assertThat(Secrets.decryptAll(data, keys.getPrivate())).contains(expected);
    }

    @Test
    void givesNothingWhenOnePartIsForAnotherKey() {
        Map<String, Object> data = Map.of("a", List.of(encrypted("x")));

        assertThat(Secrets.decryptAll(data, others.getPrivate())).isEmpty();
    }

    @Test
    void splitsA4096BitKeysTextAt470Bytes() throws GeneralSecurityException {
        BigInteger modulus = BigInteger.ONE.shiftLeft(4095).add(BigInteger.ONE);
        PublicKey key =
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537)));

        assertThat(SecretCipher.encrypt(key, "x".repeat(470))).hasSize(1);
        assertThat(SecretCipher.encrypt(key, "x".repeat(471))).hasSize(2);
    }

    private static Map<String, Object> encrypted(String text) {
        return Collections.singletonMap(Secrets.ENCRYPTED, SecretCipher.encrypt(keys.getPublic(), text));
    }
}
