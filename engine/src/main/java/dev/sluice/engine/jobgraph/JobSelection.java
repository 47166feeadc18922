package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Chooses the jobs that run: those whose file matchers say so, those that the change itself alters, be it their
/// definition, a playbook or a file of variables (B29), and what these need (B36).
final class JobSelection {
    private final Layout layout;
    private final SequencedMap<String, JobUnderway> all;
    private final Project project;
    private final List<String> files;
    private final boolean updatesConfig;
    private final Map<String, List<Object>> ahead;
    private final FreezeLog log;

    JobSelection(
            Layout layout,
            SequencedMap<String, JobUnderway> all,
            Subject subject,
            FreezeContext context,
            Map<String, List<Object>> ahead,
            FreezeLog log) {
        this.layout = layout;
        this.all = all;
        this.project = subject.project();
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
        FileMatching.Verdict verdict = FileMatching.judge(job.context(), files);
        String decidedBy = verdict.attribute().isEmpty() ? "" : decidedBy(job, verdict.attribute());
        if (verdict.wanted()) {
            log.explain(name, "it runs: " + verdict.text() + decidedBy);
            return true;
        }
        Optional<String> altered = job.context().matchOnConfigUpdates() ? alteredBy(name, job) : Optional.empty();
        if (altered.isPresent()) {
            log.explain(name, "it runs: no file matches, but the change alters " + altered.get());
            return true;
        }
        log.explain(name, "it does not run: " + verdict.text() + decidedBy);
        return false;
    }

    private Optional<String> alteredBy(String name, JobUnderway job) {
        Stream<String> variables = job.execution().includeVars().stream()
                .filter(include -> include.project().orElse(project).equals(project))
                .map(FrozenInclude::path);
        Stream<String> playbooks = job.playbooks()
                .all()
                .filter(playbook -> playbook.project().equals(project))
                .map(FrozenPlaybook::path);
        Optional<String> file =
                Stream.concat(variables, playbooks).filter(files::contains).findFirst();
        return file.map(path -> "'" + path + "', which the job uses")
                .or(() -> updatesConfig && !content(job, layout).equals(ahead.get(name))
                        ? Optional.of("the job itself")
                        : Optional.empty());
    }

    /// The stanza that said last which files matter.
    private static String decidedBy(JobUnderway job, String attribute) {
        return job.applied().reversed().stream()
                .filter(variant -> SetAttributes.ofContext(variant).contains(attribute))
                .findFirst()
                .map(variant -> " (" + variant.path() + ")")
                .orElse("");
    }

    /// What the job is in `layout`, its nodesets looked up there (B23, B29).
    static List<Object> content(JobUnderway job, Layout layout) {
        return List.of(job.content(), Nodesets.of(job, layout, new FreezeLog()));
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
                    log.explain(dependency.job(), "it runs: no file matches, but '%s' depends on it".formatted(name));
                    open.add(dependency.job());
                }
            }
        }
    }
}
