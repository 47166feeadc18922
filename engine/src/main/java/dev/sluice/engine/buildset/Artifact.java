package dev.sluice.engine.buildset;

import java.util.Map;

/// An artifact that a build returned (E3), with the keys that consumers see added to it (E13, E25).
///
/// @param metadata JSON values; image artifacts carry `type: container_image`, `repository`, `tag` and `digest`
/// @param source what produced it: `project`, `job`, `branch`, and `change`, `patchset` or the keys of a ref
public record Artifact(String name, String url, Map<String, Object> metadata, Map<String, String> source) {}
