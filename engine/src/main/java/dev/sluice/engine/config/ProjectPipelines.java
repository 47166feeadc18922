package dev.sluice.engine.config;

import dev.sluice.engine.change.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Walks all stanzas of a project and gathers what they say of one pipeline (A52).
final class ProjectPipelines {
    private final Map<String, List<JobEntry>> jobs = new LinkedHashMap<>();
    private Map<String, Object> vars = Map.of();
    private Optional<Boolean> failFast = Optional.empty();
    private boolean debug;
    private boolean contributed;

    private final Set<Told> told = new LinkedHashSet<>();

    /// What a stanza says twice of a job counts once, as does a template that is used twice.
    private record Told(Source stanza, JobVariant variant) {}

    private ProjectPipelines() {}

    static Optional<ProjectPipeline> collect(Layout layout, Project project, RefView ref, String pipeline) {
        var gathered = new ProjectPipelines();
        for (ProjectEntry entry : layout.project(project)) {
            if (BranchMatcher.any(entry.branches(), ref)) {
                gathered.add(layout, entry.stanza(), ref, pipeline);
            }
        }
        return gathered.result();
    }

    /// Stanzas for `ref` that use templates which nobody defined (A17), each with the first of these names.
    static Map<ProjectStanza, String> missingTemplates(Layout layout, Project project, RefView ref) {
        Map<ProjectStanza, String> missing = new LinkedHashMap<>();
        layout.project(project).stream()
                .filter(entry -> BranchMatcher.any(entry.branches(), ref))
                .map(ProjectEntry::stanza)
                .forEach(stanza -> stanza.templates().stream()
                        .filter(name -> !layout.templates().containsKey(name))
                        .findFirst()
                        .ifPresent(name -> missing.put(stanza, name)));
        return missing;
    }

    private void add(Layout layout, ProjectStanza stanza, RefView ref, String pipeline) {
        for (String name : stanza.templates()) {
            for (ProjectTemplate template : layout.templates().getOrDefault(name, List.of())) {
                PipelineSection section = template.pipelines().get(pipeline);
                if (section != null && BranchMatcher.any(template.branches(), ref)) {
                    vars = Variables.merge(vars, template.vars());
                    add(section, template.source());
                }
            }
        }
        vars = Variables.merge(vars, stanza.vars());
        PipelineSection own = stanza.pipelines().get(pipeline);
        if (own != null) {
            add(own, stanza.source());
        }
    }

    private void add(PipelineSection section, Source stanza) {
        contributed = true;
        debug |= section.debug();
        failFast = failFast.or(section::failFast);
        for (JobVariant variant : section.jobs()) {
            List<JobEntry> entries = jobs.computeIfAbsent(variant.name(), _ -> new ArrayList<>());
            if (told.add(new Told(stanza, variant.unplaced(stanza)))) {
                entries.add(JobEntry.listed(variant));
            }
        }
    }

    private Optional<ProjectPipeline> result() {
        if (!contributed) {
            return Optional.empty();
        }
        List<ProjectPipeline.Listing> listings = new ArrayList<>();
        jobs.forEach((name, variants) -> listings.add(new ProjectPipeline.Listing(name, List.copyOf(variants))));
        return Optional.of(new ProjectPipeline(List.copyOf(listings), vars, failFast.orElse(false), debug));
    }
}
