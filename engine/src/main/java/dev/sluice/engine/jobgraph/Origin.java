package dev.sluice.engine.jobgraph;

import java.util.List;

/// Where an attribute of a frozen job came from, for people.
///
/// @param attribute as users write it, such as `nodeset`
/// @param from the stanzas that made its value, in the order in which they were applied; of an attribute that later
///     stanzas replace, the last alone
public record Origin(String attribute, List<String> from) {}
