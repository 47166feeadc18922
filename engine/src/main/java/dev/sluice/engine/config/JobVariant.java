package dev.sluice.engine.config;

import java.util.List;
import java.util.Optional;

/// One stanza that says something of a job: a definition, or an entry in a project's pipeline (A30).
///
/// @param branches what the author wrote, or nothing (B5)
public record JobVariant(
        String name,
        Source source,
        JobParent parent,
        String description,
        Optional<List<Regex>> branches,
        JobFlags flags,
        JobContext context,
        JobExecution execution) {

    /// The same, as if it stood at `place`: equal to another that says the same.
    JobVariant unplaced(Source place) {
        return new JobVariant(name, place, parent, description, branches, flags, context, execution);
    }

    /// For people: name and place.
    public String path() {
        return name + " @ " + source.project().name() + "/" + source.branch() + "/" + source.path() + ":"
                + source.place().line();
    }
}
