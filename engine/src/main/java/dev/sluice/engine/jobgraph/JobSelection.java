package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Subject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Chooses the jobs that run: those whose file matchers say so, those that the change itself redefines (B29), and what
/// these need (B36).
final class JobSelection {
    private final SequencedMap<String, JobUnderway> all;
    private final List<String> files;
    private final boolean updatesConfig;
    private final Map<String, JobUnderway> ahead;
    private final FreezeLog log;

    JobSelection(
            SequencedMap<String, JobUnderway> all,
            Subject subject,
            FreezeContext context,
            Map<String, JobUnderway> ahead,
            FreezeLog log) {
        this.all = all;
        this.files = FileMatching.files(subject);
        this.updatesConfig = context.layoutAhead().isPresent();
        this.ahead = ahead;
        this.log = log;
    }

    /// The jobs that run, in the order of the configuration.
    SequencedMap<String, JobUnderway> choose() {
        SequencedSet<String> chosen = new LinkedHashSet<>();
        all.forEach((name, job) -> {
            if (wanted(name, job)) {
                chosen.add(name);
            }
        });
        force(chosen);
        SequencedMap<String, JobUnderway> result = new LinkedHashMap<>();
        all.forEach((name, job) -> {
            if (chosen.contains(name)) {
                result.put(name, job);
            }
        });
        return result;
    }

    private boolean wanted(String name, JobUnderway job) {
        if (FileMatching.wants(job.context(), files)) {
            return true;
        }
        JobUnderway before = ahead.get(name);
        boolean changed = before == null || !before.runsLike(job);
        if (updatesConfig && job.context().matchOnConfigUpdates() && changed) {
            log.explain(name, "no file matches, but the change alters the job itself");
            return true;
        }
        log.explain(name, "the files of the change do not want it");
        return false;
    }

    private void force(SequencedSet<String> chosen) {
        Deque<String> open = new ArrayDeque<>(chosen);
        while (!open.isEmpty()) {
            String name = open.removeFirst();
            JobUnderway job = all.get(name);
            if (job == null) {
                continue;
            }
            for (JobDependency dependency : job.context().dependencies()) {
                if (!dependency.soft() && all.containsKey(dependency.job()) && chosen.add(dependency.job())) {
                    log.explain(dependency.job(), "no file matches, but '%s' depends on it".formatted(name));
                    open.add(dependency.job());
                }
            }
        }
    }
}
