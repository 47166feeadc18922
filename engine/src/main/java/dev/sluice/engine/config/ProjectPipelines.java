package dev.sluice.engine.config;

import dev.sluice.engine.change.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks all stanzas of a project and gathers what they say of one pipeline (A52).
final class ProjectPipelines {
    private final Map<String, List<JobEntry>> jobs = new LinkedHashMap<>();
    private Map<String, Object> vars = Map.of();
    private Optional<Boolean> failFast = Optional.empty();
    private boolean debug;
    private boolean contributed;

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

    private void add(Layout layout, ProjectStanza stanza, RefView ref, String pipeline) {
        for (String name : stanza.templates()) {
            for (ProjectTemplate template : layout.templates().getOrDefault(name, List.of())) {
                PipelineSection section = template.pipelines().get(pipeline);
                if (section != null && BranchMatcher.any(template.branches(), ref)) {
                    vars = Variables.merge(vars, template.vars());
                    add(section);
                }
            }
        }
        vars = Variables.merge(vars, stanza.vars());
        PipelineSection own = stanza.pipelines().get(pipeline);
        if (own != null) {
            add(own);
        }
    }

    private void add(PipelineSection section) {
        contributed = true;
        debug |= section.debug();
        failFast = failFast.or(section::failFast);
        for (JobVariant variant : section.jobs()) {
            jobs.computeIfAbsent(variant.name(), _ -> new ArrayList<>()).add(JobEntry.listed(variant));
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
