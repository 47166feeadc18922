package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.IncludeVars;
import dev.sluice.engine.config.PlaybookUse;
import dev.sluice.engine.config.ProjectUse;
import dev.sluice.engine.config.RoleUse;
import dev.sluice.engine.config.SecretUse;
import dev.sluice.engine.jobgraph.SemaphoreUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the attributes of a job whose entries are a name or a small mapping (A30).
record JobParts(Stanza stanza) {

    PlaybookUse playbook(YamlNode node, boolean cleanupRun) {
        if (node instanceof YamlNode.Mapping mapping) {
            var fields = new FieldReader(mapping, JobSchema.POST_RUN);
            return new PlaybookUse(
                    fields.textOr("name", ""),
                    fields.textsOr("semaphores"),
                    cleanupRun || fields.truthOr("cleanup", false),
                    cleanupRun);
        }
        return new PlaybookUse(FieldReader.text(node), List.of(), cleanupRun, cleanupRun);
    }

    List<RoleUse> roles(YamlNode node) {
        List<RoleUse> roles = new ArrayList<>();
        for (YamlNode item : FieldReader.items(node)) {
            var fields = new FieldReader((YamlNode.Mapping) item, JobSchema.ROLE);
            if (fields.has("zuul") == fields.has("galaxy")) {
                stanza.report(
                        ConfigCode.MISSING_ATTRIBUTE,
                        item.span(),
                        "an entry of 'roles' must name a project by 'zuul'.",
                        "Write '- zuul: some/project'.");
            } else if (fields.has("galaxy")) {
                stanza.report(
                        ConfigCode.NOT_ALLOWED_VALUE,
                        fields.span("galaxy"),
                        "roles from Ansible Galaxy cannot be used.",
                        "Put the role in a project of the tenant and write '- zuul: some/project'.");
            } else {
                roles.add(new RoleUse(fields.textOr("zuul", ""), fields.textOr("name", "")));
            }
        }
        return List.copyOf(roles);
    }

    SecretUse secret(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            var fields = new FieldReader(mapping, JobSchema.SECRET);
            String alias = fields.textOr("name", "");
            VariableNames.check(stanza, alias, fields.span("name"));
            return new SecretUse(alias, fields.textOr("secret", ""), fields.truthOr("pass-to-parent", false));
        }
        String name = FieldReader.text(node);
        if (name.equals("zuul")) {
            VariableNames.check(stanza, name, node.span());
        }
        return new SecretUse(name, name, false);
    }

    ProjectUse requiredProject(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            var fields = new FieldReader(mapping, JobSchema.REQUIRED_PROJECT);
            return new ProjectUse(
                    fields.textOr("name", ""), fields.text("override-checkout"), fields.text("override-branch"));
        }
        return new ProjectUse(FieldReader.text(node), Optional.empty(), Optional.empty());
    }

    IncludeVars includeVars(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return new IncludeVars(FieldReader.text(node), "", false, true, true);
        }
        var fields = new FieldReader(mapping, JobSchema.INCLUDE_VARS);
        if (fields.has("project") && fields.has("zuul-project")) {
            stanza.report(
                    ConfigCode.NOT_ALLOWED_VALUE,
                    node.span(),
                    "an entry of 'include-vars' has both 'project' and 'zuul-project'.",
                    "Keep one of them.");
        }
        return new IncludeVars(
                fields.textOr("name", ""),
                fields.textOr("project", ""),
                fields.truthOr("zuul-project", false),
                fields.truthOr("required", true),
                fields.truthOr("use-ref", true));
    }

    static SemaphoreUse semaphore(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            var fields = new FieldReader(mapping, JobSchema.SEMAPHORE);
            return new SemaphoreUse(fields.textOr("name", ""), fields.truthOr("resources-first", false));
        }
        return new SemaphoreUse(FieldReader.text(node), false);
    }
}
