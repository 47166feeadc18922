package dev.sluice.engine.config;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.problem.Place;

/// Where a stanza stands, with its text, so that a problem found much later can still show it.
///
/// @param trusted whether the project is a config project of the tenant
/// @param place span of the whole stanza
/// @param text the stanza as its author wrote it
public record Source(Project project, String branch, String path, boolean trusted, Place place, String text) {}
