package dev.sluice.activities.role;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The texts that point an engine and its clients at a registry. Existing keys and lines survive.
final class EngineFiles {
    /// Under which Docker's clients look for Docker Hub's credential.
    static final String HUB_KEY = "https://index.docker.io/v1/";

    private static final ObjectMapper JSON = new ObjectMapper();

    private EngineFiles() {}

    /// `/etc/hosts` with the registry's alias, and without an older line for it.
    static String hosts(String before, String address) {
        Pattern alias = Pattern.compile("\\s" + Pattern.quote(BuildsetRegistry.ALIAS) + "(\\s|$)");
        String kept = before.lines().filter(line -> !alias.matcher(line).find()).collect(Collectors.joining("\n"));
        return (kept.isEmpty() ? "" : kept + "\n") + address + "\t" + BuildsetRegistry.ALIAS + "\n";
    }

    /// `daemon.json` with the buildset registry as the first mirror, then the mirrors that were there.
    ///
    /// @param stale mirror that an earlier run put there
    static String daemon(Optional<String> before, String mirror, Optional<String> stale, Optional<String> siteMirror)
            throws StepFailure {
        ObjectNode root = object(before, "/etc/docker/daemon.json");
        List<String> mirrors = new ArrayList<>(List.of(mirror));
        root.path("registry-mirrors").forEach(item -> {
            if (stale.map(EngineFiles::plain)
                    .filter(plain(item.asText())::equals)
                    .isEmpty()) {
                add(mirrors, item.asText());
            }
        });
        siteMirror.ifPresent(url -> add(mirrors, url));
        ArrayNode array = root.putArray("registry-mirrors");
        mirrors.forEach(array::add);
        return text(root);
    }

    private static void add(List<String> mirrors, String url) {
        boolean known = mirrors.stream().anyMatch(one -> plain(one).equals(plain(url)));
        if (!known) {
            mirrors.add(url);
        }
    }

    private static String plain(String url) {
        return url.replaceAll("/+$", "");
    }

    /// A client's `config.json` with further credentials.
    ///
    /// @param credentials by registry, as [#HUB_KEY] or `host:port`
    static String client(Optional<String> before, Map<String, Credential> credentials, String path) throws StepFailure {
        ObjectNode root = object(before, path);
        ObjectNode auths = root.path("auths") instanceof ObjectNode known ? known : root.putObject("auths");
        credentials.forEach((registry, credential) -> auths.putObject(registry).put("auth", credential.encoded()));
        return text(root);
    }

    private static ObjectNode object(Optional<String> text, String path) throws StepFailure {
        if (text.isEmpty() || text.get().isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode root = JSON.readTree(text.get());
            if (root instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            throw new StepFailure("The node's '" + path + "' is not JSON, so nothing can be added to it. Look for what"
                    + " the job wrote there. [NODE-003]");
        }
        throw new StepFailure("The node's '" + path + "' is not a JSON object, so nothing can be added to it. Look for"
                + " what the job wrote there. [NODE-003]");
    }

    private static String text(ObjectNode root) {
        return root.toPrettyString() + "\n";
    }
}
