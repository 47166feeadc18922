package dev.sluice.activities.store;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The keys of a site, one line each: an id and 32 bytes in base64. The first line seals; all of them open.
///
/// All executors of a site share one such file. To rotate, put a new line on top, and drop the last one when no build
/// that began before is open.
final class SiteKeys {
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 4;

    private final Path file;
    private final PrivateFiles files;
    private final SecureRandom random;

    SiteKeys(Path file, SecureRandom random) {
        this.file = file;
        this.files = new PrivateFiles(file.resolveSibling(""));
        this.random = random;
    }

    record SiteKey(String id, SecretKey key) {}

    /// In the order of the file, which is made with one key when it is absent.
    List<SiteKey> all() {
        String text = files.readOrMake(file, this::newLine);
        Map<String, SiteKey> keys = new LinkedHashMap<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            SiteKey key = parse(line);
            keys.putIfAbsent(key.id(), key);
        });
        if (keys.isEmpty()) {
            throw broken();
        }
        return new ArrayList<>(keys.values());
    }

    Optional<SiteKey> find(String id) {
        return all().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /// Puts a new key on top.
    void rotate() {
        files.exclusively(() -> {
            files.write(file, newLine() + files.read(file).orElse(""));
            return true;
        });
    }

    private String newLine() {
        byte[] id = new byte[ID_BYTES];
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(id);
        random.nextBytes(key);
        return HexFormat.of().formatHex(id) + " " + Base64.getEncoder().encodeToString(key) + "\n";
    }

    private SiteKey parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 2) {
            throw broken();
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(words[1]);
        } catch (IllegalArgumentException e) {
            throw broken();
        }
        if (key.length != KEY_BYTES) {
            throw broken();
        }
        return new SiteKey(words[0], new SecretKeySpec(key, "AES"));
    }

    /// Names the file and never quotes it.
    private InfrastructureFailure broken() {
        return new InfrastructureFailure("The site key file '" + file
                + "' must hold lines of an id and 32 bytes in base64, divided by one space. Put the site's right file "
                + "back. [SITE-KEY-BROKEN]");
    }
}
