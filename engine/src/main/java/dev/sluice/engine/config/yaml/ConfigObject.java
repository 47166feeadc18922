package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.JobVariant;
import dev.sluice.engine.config.Nodeset;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.Pragma;
import dev.sluice.engine.config.ProjectStanza;
import dev.sluice.engine.config.ProjectTemplate;
import dev.sluice.engine.config.QueueDefinition;
import dev.sluice.engine.config.Secret;
import dev.sluice.engine.config.Semaphore;

/// What one stanza of a file defines.
public sealed interface ConfigObject {
    record OfPragma(Pragma pragma) implements ConfigObject {}

    record OfPipeline(Pipeline pipeline) implements ConfigObject {}

    record OfNodeset(Nodeset nodeset) implements ConfigObject {}

    /// Only the name counts here.
    record OfLabel(String name) implements ConfigObject {}

    record OfSecret(Secret secret) implements ConfigObject {}

    record OfJob(JobVariant job) implements ConfigObject {}

    record OfSemaphore(Semaphore semaphore) implements ConfigObject {}

    record OfQueue(QueueDefinition queue) implements ConfigObject {}

    /// @param template without branch matchers; they depend on the tenant
    record OfTemplate(ProjectTemplate template) implements ConfigObject {}

    record OfProject(ProjectStanza project) implements ConfigObject {}
}
