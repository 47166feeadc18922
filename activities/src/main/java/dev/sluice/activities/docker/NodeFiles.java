package dev.sluice.activities.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.docker.EngineSettings.HubMirror;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files that a node's own engine reads at its start.
final class NodeFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NodeFiles() {}

    /// `daemon.json`, and the mirror's certificate authority where the engine looks for it.
    ///
    /// The host's default bridge is nearly everywhere 172.17.0.0/16, and nodes reach the host at its gateway. So
    /// the networks inside a node must lie elsewhere, and off the builds' own networks too.
    static Map<String, byte[]> of(NodeLabel label, Optional<HubMirror> hub) {
        var daemon = new LinkedHashMap<String, Object>();
        daemon.put("bip", "10.212.0.1/24");
        daemon.put("default-address-pools", List.of(Map.of("base", "10.213.0.0/16", "size", 24)));
        hub.ifPresent(mirror -> daemon.put("registry-mirrors", List.of(mirror.url())));
        daemon.putAll(label.daemon());
        var files = new LinkedHashMap<String, byte[]>();
        files.put("/etc/docker/daemon.json", json(daemon));
        hub.ifPresent(mirror -> mirror.certificateAuthority()
                .ifPresent(pem -> files.put(certificatePath(mirror.url()), pem.getBytes(StandardCharsets.UTF_8))));
        return files;
    }

    private static String certificatePath(String url) {
        return "/etc/docker/certs.d/" + URI.create(url).getAuthority() + "/ca.crt";
    }

    private static byte[] json(Map<String, Object> daemon) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(daemon);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a label's 'daemon' holds what JSON cannot express", e);
        }
    }
}
