package dev.sluice.worker.wiring;

import dev.sluice.activities.contract.ProjectKeys;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.secret.SecretCipher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tries encrypted values with their project's key; each value once.
final class KeyProbe implements SecretProbe {
    private static final int KEPT = 10_000;

    private final ProjectKeys keys;
    private final Map<Tried, Boolean> tried = new LinkedHashMap<>();

    KeyProbe(ProjectKeys keys) {
        this.keys = keys;
    }

    private record Tried(Project owner, List<String> chunks) {}

    @Override
    public synchronized boolean decrypts(Project owner, List<String> chunks) {
        if (tried.size() > KEPT) {
            tried.clear();
        }
        return tried.computeIfAbsent(new Tried(owner, chunks), each -> {
            try {
                SecretCipher.decrypt(keys.keysOf(owner).getPrivate(), chunks);
                return true;
            } catch (IllegalArgumentException undecryptable) {
                return false;
            }
        });
    }
}
