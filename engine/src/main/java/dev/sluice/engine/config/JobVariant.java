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

    /// For people: name and place.
    public String path() {
        return name + " @ " + source.project().name() + "/" + source.branch() + "/" + source.path() + ":"
                + source.place().line();
    }
}
