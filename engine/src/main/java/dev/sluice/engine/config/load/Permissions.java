package dev.sluice.engine.config.load;

import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.JobParent;
import dev.sluice.engine.config.TenantProject;
import dev.sluice.engine.config.yaml.ConfigObject;
import dev.sluice.engine.config.yaml.ParsedStanza;
import dev.sluice.engine.problem.Problems;
import java.util.Optional;

/// What an untrusted project may not define (A7).
final class Permissions {
    private Permissions() {}

    static boolean granted(TenantProject project, ParsedStanza stanza, Problems problems) {
        Optional<ConfigObject> object = stanza.object();
        boolean base =
                object.orElse(null) instanceof ConfigObject.OfJob(var job) && job.parent() instanceof JobParent.None;
        if (base && !project.mayDefineBaseJobs()) {
            problems.add(stanza.source()
                    .problem(
                            ConfigCode.BASE_JOB_FORBIDDEN,
                            "parent",
                            "job '%s': base jobs must be defined in config projects that the tenant permits to, and '%s' is none."
                                    .formatted(stanza.name(), project.project().name()),
                            "Name a parent, or leave 'parent' out to inherit from the tenant's base job."));
            return false;
        }
        // a pipeline that cannot be read is told as such, whoever wrote it
        if (!project.trusted() && object.orElse(null) instanceof ConfigObject.OfPipeline) {
            problems.add(stanza.source()
                    .problem(
                            ConfigCode.PIPELINE_FORBIDDEN,
                            stanza.name(),
                            "pipeline '%s': pipelines may not be defined in the untrusted project '%s'."
                                    .formatted(stanza.name(), project.project().name()),
                            "Define it in a config project."));
            return false;
        }
        return true;
    }
}
