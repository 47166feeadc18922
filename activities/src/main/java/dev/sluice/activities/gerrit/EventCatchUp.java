package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.engine.event.TriggerEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Reads over REST what happened while nobody listened.
final class EventCatchUp {
    private static final int PAGE = 100;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final GerritRest rest;
    private final ChangeHistory history;

    EventCatchUp(GerritRest rest) {
        this.rest = rest;
        this.history = new ChangeHistory(rest);
    }

    /// Events of changes since a time, oldest first.
    ///
    /// @param alive called between pages; may throw to stop
    List<TriggerEvent> changes(long epochSecond, Runnable alive) {
        String query = "after:\"" + TIME.format(Instant.ofEpochSecond(epochSecond)) + " +0000\"";
        List<TriggerEvent> events = new ArrayList<>();
        boolean more = true;
        for (int start = 0; more; start += PAGE) {
            QueryChanges.Page page = rest.send(new QueryChanges(query, ReadChange.HISTORY, start, PAGE));
            for (JsonNode change : page.changes()) {
                events.addAll(history.since(change, epochSecond));
            }
            more = page.more();
            alive.run();
        }
        return events.stream()
                .sorted(Comparator.comparingLong(TriggerEvent::createdAtEpochSecond))
                .toList();
    }

    /// Updates of the watched projects' branches.
    List<TriggerEvent> branches(BranchTips tips, List<String> watched, long second, Runnable alive) {
        Map<String, SortedMap<String, String>> now = new LinkedHashMap<>();
        for (String project : watched) {
            now.put(project, rest.send(new ListBranches(project)));
            alive.run();
        }
        // Only once all were read: tips that moved before a fault would hide their updates from the next attempt.
        tips.keepOnly(watched);
        List<TriggerEvent> events = new ArrayList<>();
        now.forEach((project, branches) -> events.addAll(tips.compare(project, branches, second)));
        return List.copyOf(events);
    }
}
