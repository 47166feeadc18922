package dev.sluice.activities.step;

import dev.sluice.activities.contract.SecretBox;
import dev.sluice.engine.playbook.ReturnedValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a step leaves behind, gathered while it runs and written down with its end.
///
/// Roles may run threads of their own.
final class StepEffects {
    private final SecretBox box;
    private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> lasting = new LinkedHashMap<>();
    private final List<Map<String, Object>> returned = new ArrayList<>();
    private final List<Map<String, Object>> secrets = new ArrayList<>();

    StepEffects(SecretBox box) {
        this.box = box;
    }

    synchronized void fact(String name, @Nullable Object value, boolean outlivesPlaybook) {
        facts.put(name, value);
        if (outlivesPlaybook) {
            lasting.put(name, value);
        }
    }

    synchronized void returned(Map<String, Object> data, Map<String, Object> secretData) {
        if (!data.isEmpty()) {
            returned.add(data);
        }
        if (!secretData.isEmpty()) {
            secrets.add(secretData);
        }
    }

    synchronized Map<String, Object> facts() {
        return new LinkedHashMap<>(facts);
    }

    synchronized Map<String, Object> lasting() {
        return new LinkedHashMap<>(lasting);
    }

    synchronized List<Map<String, Object>> returned() {
        return List.copyOf(returned);
    }

    synchronized List<String> sealed() {
        return secrets.stream().map(box::seal).toList();
    }

    /// This step's `secret_data` on top of what was returned before.
    synchronized Map<String, Object> secretsOnTopOf(Map<String, Object> before) {
        Map<String, Object> all = before;
        for (Map<String, Object> call : secrets) {
            all = ReturnedValues.merged(all, call);
        }
        return all;
    }
}
