package dev.sluice.activities.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.engine.playbook.StepEnd;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the steps of a build left behind: one line of JSON for each step that ended, in the order of their ends.
///
/// A line is written before its step is reported. So a step whose report was lost is not run again, and a step whose
/// line was lost, or torn by a crash, was never reported.
final class StepJournal {
    private final Path file;
    private final ObjectMapper mapper;
    private final Map<String, StepRecord> records = new LinkedHashMap<>();

    private StepJournal(Path file, ObjectMapper mapper) {
        this.file = file;
        this.mapper = mapper;
    }

    /// @param file need not exist
    static StepJournal open(Path file, ObjectMapper mapper) {
        StepJournal journal = new StepJournal(file, mapper);
        journal.load();
        return journal;
    }

    private void load() {
        try {
            for (String line : PrivateFiles.lines(file)) {
                remember(mapper.readValue(line, StepRecord.class));
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remember(StepRecord record) {
        // A step that runs again takes its place at the end: what it returned now is the latest.
        records.remove(record.key());
        records.put(record.key(), record.plain());
    }

    synchronized void add(StepRecord record) {
        try {
            PrivateFiles.append(file, mapper.writeValueAsString(record));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        remember(record);
    }

    synchronized Optional<StepRecord> find(String key) {
        return Optional.ofNullable(records.get(key));
    }

    synchronized List<StepRecord> all() {
        return new ArrayList<>(records.values());
    }

    /// @param key playbook, play, step, iterations and host
    /// @param execution the activity that ran it
    /// @param hosts the hosts that see `facts`
    /// @param facts registered variables and `set_fact`
    /// @param lasting facts that outlive the playbook, on every host
    /// @param trusted whether a trusted playbook set them
    /// @param items of an include: what its iterations run over
    /// @param returned `data` of each `zuul_return`, in order
    /// @param sealed `secret_data` of each `zuul_return`, sealed
    record StepRecord(
            String key,
            int playbook,
            String execution,
            StepEnd end,
            List<String> hosts,
            Map<String, Object> facts,
            Map<String, Object> lasting,
            boolean trusted,
            List<Object> items,
            List<Map<String, Object>> returned,
            List<String> sealed) {

        /// With numbers as expressions have them, whatever read the record.
        StepRecord plain() {
            return new StepRecord(
                    key,
                    playbook,
                    execution,
                    end,
                    hosts,
                    PlainMap.of(facts),
                    PlainMap.of(lasting),
                    trusted,
                    PlainMap.list(items),
                    returned.stream().map(PlainMap::of).toList(),
                    sealed);
        }
    }
}
