package dev.sluice.activities.gerrit;

import dev.sluice.activities.gerrit.StreamPosition.Tip;
import dev.sluice.engine.event.TriggerEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where the watched projects' branches were when last told of, so that an update that nobody streamed is noticed.
final class BranchTips {
    /// They travel with every heartbeat.
    private static final int MOST = 500;

    private final GerritConnection connection;
    private final TreeMap<String, Tip> tips;

    BranchTips(GerritConnection connection, SortedMap<String, Tip> tips) {
        this.connection = connection;
        this.tips = new TreeMap<>(tips);
    }

    SortedMap<String, Tip> snapshot() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(tips));
    }

    /// The event under its lasting key; the tip moves with it when its project is watched.
    TriggerEvent streamed(TriggerEvent event, List<String> watched) {
        String project = event.project().name();
        if (!watched.contains(project) || !event.ref().startsWith("refs/heads/")) {
            return event;
        }
        String name = StreamPosition.branch(project, event.ref());
        Tip tip = tips.getOrDefault(name, new Tip("", 0));
        if (tip.updates() == 0 || !tip.commit().equals(event.newRevision())) {
            tip = moved(name, tip, event.newRevision());
        }
        return EventDraft.withKey(event, key(project, event.ref(), event.oldRevision(), tip));
    }

    /// What happened to a project's branches since they were last told of; nothing when they never were.
    ///
    /// @param now branch ref → commit
    List<TriggerEvent> compare(String project, SortedMap<String, String> now, long second) {
        String prefix = StreamPosition.branch(project, "refs/heads/");
        SortedMap<String, Tip> known = new TreeMap<>(tips.subMap(prefix, prefix + Character.MAX_VALUE));
        List<TriggerEvent> events = new ArrayList<>();
        TreeSet<String> refs = new TreeSet<>(now.keySet());
        known.keySet().forEach(name -> refs.add(name.substring(project.length() + 1)));
        for (String ref : refs) {
            String name = StreamPosition.branch(project, ref);
            String commit = now.getOrDefault(ref, "");
            Tip before = tips.getOrDefault(name, new Tip("", 0));
            if (known.isEmpty()) {
                if (tips.size() < MOST) {
                    tips.put(name, new Tip(commit, 0));
                }
            } else if (!before.commit().equals(commit)) {
                Tip after = moved(name, before, commit);
                events.add(new EventDraft(connection, EventType.REF_UPDATED, second, project)
                        .key(key(project, ref, before.commit(), after))
                        .ref(ref, before.commit(), after.commit())
                        .event());
            }
        }
        return List.copyOf(events);
    }

    /// Forgets projects that are watched no more.
    void keepOnly(List<String> watched) {
        tips.keySet().removeIf(name -> !watched.contains(name.substring(0, name.indexOf(":refs/"))));
    }

    private Tip moved(String name, Tip before, String commit) {
        Tip after = new Tip(commit, before.updates() + 1);
        if (tips.size() < MOST || tips.containsKey(name)) {
            tips.put(name, after);
        }
        return after;
    }

    private static String key(String project, String ref, String oldRevision, Tip tip) {
        return EventKey.ref(project, ref, oldRevision, tip.commit()) + "#" + tip.updates();
    }
}
