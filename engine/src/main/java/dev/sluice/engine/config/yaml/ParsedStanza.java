package dev.sluice.engine.config.yaml;

import dev.sluice.engine.config.Source;
import dev.sluice.engine.problem.Problem;
import java.util.List;
import java.util.Optional;

/// One stanza after parsing.
///
/// @param kind such as `job`
/// @param name its name, or empty; also of a stanza with errors
/// @param object absent when the stanza has errors
public record ParsedStanza(
        String kind, String name, Source source, Optional<ConfigObject> object, List<Problem> problems) {}
