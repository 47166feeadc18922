package dev.sluice.activities.store;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.ProjectKeys;
import dev.sluice.engine.change.Project;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Key pairs as files: `keys/<connection>/<project>.pem` below the state directory, 4096-bit RSA, PKCS#8.
///
/// Making one takes a second or more; [#prepare] does it before anybody waits for it.
public final class FileProjectKeys implements ProjectKeys {
    private static final int BITS = 4096;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final Pattern SAFE_PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.~+ -]*");

    private final Path directory;
    private final PrivateFiles files;
    private final Map<Path, KeyPair> known = new ConcurrentHashMap<>();

    public FileProjectKeys(Path stateDirectory) {
        this.directory = stateDirectory.resolve("keys");
        this.files = new PrivateFiles(directory);
    }

    @Override
    public KeyPair keysOf(Project project) {
        Path file = file(project);
        KeyPair cached = known.get(file);
        if (cached != null) {
            return cached;
        }
        KeyPair keys = decode(file, files.readOrMake(file, FileProjectKeys::generate));
        known.put(file, keys);
        return keys;
    }

    /// Makes the project's keys in the background, unless they are there.
    public void prepare(Project project) {
        Thread.ofPlatform().daemon().name("sluice-project-key").start(() -> keysOf(project));
    }

    private Path file(Project project) {
        Path file = directory.resolve(part(project.connection()));
        String[] parts = (project.name() + ".pem").split("/", -1);
        for (String part : parts) {
            file = file.resolve(part(part));
        }
        return file;
    }

    private static String part(String name) {
        if (!SAFE_PART.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot be part of a project's name");
        }
        return name;
    }

    private static String generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
            return BEGIN + "\n" + LINES.encodeToString(encoded) + "\n" + END + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    /// The exception of the key factory may quote the key, so it goes no further.
    private static KeyPair decode(Path file, String pem) {
        try {
            String body = pem.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
            var factory = KeyFactory.getInstance("RSA");
            var key = factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
            if (key instanceof RSAPrivateCrtKey crt) {
                return new KeyPair(
                        factory.generatePublic(new RSAPublicKeySpec(crt.getModulus(), crt.getPublicExponent())), key);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unreadable(file);
        }
        throw unreadable(file);
    }

    private static InfrastructureFailure unreadable(Path file) {
        return new InfrastructureFailure("The project key '" + file + "' is not an RSA key in PKCS#8 PEM form ("
                + BEGIN + "). Put the right file back: secrets that were encrypted for it cannot be read without it. "
                + "[KEY-BROKEN]");
    }
}
