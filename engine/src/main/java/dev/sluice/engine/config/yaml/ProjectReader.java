package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.PipelineSection;
import dev.sluice.engine.config.ProjectStanza;
import dev.sluice.engine.config.ProjectTemplate;
import dev.sluice.engine.config.Regex;
import dev.sluice.engine.config.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads projects and project templates (A50, A51).
final class ProjectReader {
    private final Stanza stanza;
    private final Source source;

    ProjectReader(Stanza stanza, Source source) {
        this.stanza = stanza;
        this.source = source;
    }

    ProjectStanza project(YamlNode.Mapping mapping) {
        var fields = new FieldReader(mapping, ObjectSchemas.PROJECT);
        String name = fields.textOr("name", "");
        boolean regex = name.startsWith("^");
        if (regex && Regex.parse(name, false).isEmpty()) {
            stanza.report(
                    ConfigCode.BAD_REGEX,
                    fields.span("name"),
                    "attribute 'name' is '%s', which is no regular expression: %s."
                            .formatted(name, Regex.whyInvalid(name)),
                    "A name that begins with '^' is a regular expression in RE2's syntax.");
        }
        if (fields.text("merge-mode").filter("squash-merge"::equals).isPresent()) {
            stanza.report(
                    ConfigCode.MERGE_MODE,
                    fields.span("merge-mode"),
                    "Gerrit cannot squash on merge.",
                    "Choose one of merge, merge-resolve, merge-recursive, merge-ort, cherry-pick, rebase, rebase-first-parent.");
        }
        return new ProjectStanza(
                name,
                regex,
                fields.textsOr("templates").stream().distinct().toList(),
                fields.regexes("branches"),
                fields.text("default-branch"),
                fields.text("merge-mode"),
                fields.textOr("queue", ""),
                fields.map("vars").orElse(Map.of()),
                sections(mapping, ObjectSchemas.PROJECT),
                source);
    }

    ProjectTemplate template(YamlNode.Mapping mapping) {
        var fields = new FieldReader(mapping, ObjectSchemas.TEMPLATE);
        return new ProjectTemplate(
                fields.textOr("name", ""),
                fields.textOr("queue", ""),
                fields.map("vars").orElse(Map.of()),
                List.of(),
                sections(mapping, ObjectSchemas.TEMPLATE),
                source);
    }

    private Map<String, PipelineSection> sections(YamlNode.Mapping mapping, Schema schema) {
        Map<String, PipelineSection> sections = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            if (schema.find(entry.key()).isEmpty()) {
                sections.put(entry.key(), section((YamlNode.Mapping) entry.value()));
            }
        }
        return Collections.unmodifiableMap(sections);
    }

    private PipelineSection section(YamlNode.Mapping mapping) {
        var fields = new FieldReader(mapping, ObjectSchemas.SECTION);
        SmallChecks.withoutEffect(stanza, fields, List.of("parameters"));
        var jobs = new JobReader(stanza, source);
        return new PipelineSection(
                fields.items("jobs").stream().map(jobs::entry).toList(),
                fields.truthOr("debug", false),
                fields.truth("fail-fast"));
    }
}
