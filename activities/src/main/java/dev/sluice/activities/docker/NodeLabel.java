package dev.sluice.activities.docker;

import java.util.List;
import java.util.Map;

/// What a node label stands for.
///
/// @param engine whether nodes have an own Docker engine; the image's command must start one at
///     `/var/run/docker.sock`
/// @param command replaces the image's command; empty to keep it, or to sleep forever when there is no engine
/// @param environment such as `DOCKER_TLS_CERTDIR=` for `docker:dind`
/// @param daemon further keys of the engine's `daemon.json`
public record NodeLabel(
        String image,
        boolean engine,
        List<String> command,
        Map<String, String> environment,
        Map<String, Object> daemon) {

    public static NodeLabel withEngine(String image) {
        return new NodeLabel(image, true, List.of(), Map.of(), Map.of());
    }

    public static NodeLabel plain(String image) {
        return new NodeLabel(image, false, List.of(), Map.of(), Map.of());
    }
}
