package dev.sluice.activities.step;

import dev.sluice.activities.contract.SecretBox;
import dev.sluice.activities.step.StepJournal.StepRecord;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.playbook.ReturnedValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that a build returned so far.
final class Returned {
    private Returned() {}

    static ReturnedData of(BuildWorkspace workspace, SecretBox box) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (StepRecord record : workspace.journal().all()) {
            for (Map<String, Object> call : record.returned()) {
                data = ReturnedValues.merged(data, call);
            }
        }
        Map<String, Object> secrets = secrets(workspace.journal(), box);
        return ReturnedValues.returned(data, secrets.isEmpty() ? List.of() : List.of(box.seal(secrets)));
    }

    static Map<String, Object> secrets(StepJournal journal, SecretBox box) {
        Map<String, Object> secrets = new LinkedHashMap<>();
        for (StepRecord record : journal.all()) {
            for (String closed : record.sealed()) {
                secrets = ReturnedValues.merged(secrets, PlainMap.of(box.open(closed)));
            }
        }
        return secrets;
    }
}
