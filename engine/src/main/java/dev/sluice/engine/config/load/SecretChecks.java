package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Secret;
import dev.sluice.engine.config.yaml.YamlTag;
import dev.sluice.engine.problem.Problems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Verifies that every encrypted value of a secret can be decrypted (G8).
final class SecretChecks {
    private SecretChecks() {}

    static boolean readable(Secret secret, SecretProbe probe, Problems problems) {
        int before = problems.size();
        secret.data().forEach((key, value) -> check(secret, key, value, probe, problems));
        return problems.size() == before;
    }

    private static void check(Secret secret, String key, @Nullable Object value, SecretProbe probe, Problems problems) {
        switch (value) {
            case Map<?, ?> map
            when map.get(YamlTag.ENCRYPTED.text()) instanceof List<?> chunks -> {
                List<String> texts = chunks.stream().map(String::valueOf).toList();
                if (!probe.decrypts(secret.source().project(), texts)) {
                    problems.add(secret.source()
                            .problem(
                                    ConfigCode.SECRET_UNREADABLE,
                                    key,
                                    "secret '%s': the value of '%s' cannot be decrypted with the key of '%s'."
                                            .formatted(
                                                    secret.name(),
                                                    key,
                                                    secret.source().project().name()),
                                    "Encrypt it again with this project's public key."));
                }
            }
            case Map<?, ?> map ->
                map.forEach((inner, each) -> check(secret, String.valueOf(inner), each, probe, problems));
            case List<?> list -> list.forEach(each -> check(secret, key, each, probe, problems));
            case null -> {}
            default -> {}
        }
    }
}
