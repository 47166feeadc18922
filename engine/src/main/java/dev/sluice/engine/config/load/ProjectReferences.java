package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.PipelineSection;
import dev.sluice.engine.config.ProjectEntry;
import dev.sluice.engine.config.ProjectStanza;
import dev.sluice.engine.config.ProjectTemplate;
import dev.sluice.engine.config.Source;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Suggestions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks that the templates and jobs exist which projects use (A17, A57). A stanza that fails stays in force: a job
/// that
/// nobody defined does not run, and a template that is missing stops whoever would use it.
final class ProjectReferences {
    private final Layout layout;
    private final Problems problems;
    private final JobReferences jobs;
    /// Stanzas told: one about many projects, or a template that many use, is told once.
    private final Set<Object> told = new LinkedHashSet<>();

    ProjectReferences(Layout layout, Problems problems) {
        this.layout = layout;
        this.problems = problems;
        this.jobs = new JobReferences(layout, problems);
    }

    void check() {
        for (List<ProjectEntry> entries : layout.projects().values()) {
            for (ProjectEntry entry : entries) {
                check(entry.stanza());
            }
        }
    }

    private void check(ProjectStanza stanza) {
        if (!told.add(stanza.source().place())) {
            return;
        }
        String label = stanza.name().isEmpty() ? stanza.source().project().name() : stanza.name();
        for (String name : stanza.templates()) {
            if (!layout.templates().containsKey(name)) {
                notFound(
                        stanza.source(),
                        ConfigCode.TEMPLATE_NOT_FOUND,
                        name,
                        "project '%s': the project template '%s' was not found.".formatted(label, name),
                        layout.templates().keySet());
            }
            for (ProjectTemplate template : layout.templates().getOrDefault(name, List.of())) {
                if (told.add(template.source().place())) {
                    sections("project-template '" + name + "'", template.pipelines(), template.source());
                }
            }
        }
        sections("project '" + label + "'", stanza.pipelines(), stanza.source());
    }

    private void sections(String label, Map<String, PipelineSection> sections, Source source) {
        sections.forEach((pipeline, section) -> {
            if (!layout.pipelines().containsKey(pipeline)) {
                notFound(
                        source,
                        ConfigCode.UNKNOWN_PIPELINE,
                        pipeline,
                        "%s: there is neither an attribute nor a pipeline called '%s'; it has no effect."
                                .formatted(label, pipeline),
                        layout.pipelines().keySet());
            }
            for (JobVariant job : section.jobs()) {
                if (layout.hasJob(job.name())) {
                    jobs.check(job);
                } else {
                    notFound(
                            source,
                            ConfigCode.JOB_NOT_FOUND,
                            job.name(),
                            "%s: the job '%s' is not defined (pipeline '%s').".formatted(label, job.name(), pipeline),
                            layout.jobs().keySet());
                }
            }
        });
    }

    private void notFound(Source source, ConfigCode code, String name, String message, Collection<String> known) {
        problems.add(source.problem(code, name, message, Suggestions.didYouMean(name, known)));
    }
}
