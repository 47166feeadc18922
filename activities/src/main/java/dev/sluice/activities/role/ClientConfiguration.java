package dev.sluice.activities.role;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.RoleContext;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Credential;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Credentials that the engine's client may use for one command: a configuration in the node's memory, gone when
/// closed. Never on its disk, and never on a command line.
final class ClientConfiguration {
    private static final String WRITE = "umask 077 && mkdir -p \"$1\" && cat > \"$1/config.json\"";

    private final NodeEngine node;
    private final String directory;

    private ClientConfiguration(NodeEngine node, String directory) {
        this.node = node;
        this.directory = directory;
    }

    /// What is done with the credentials at hand.
    interface Work<T> {
        T run(Map<String, String> environment) throws StepFailure, InterruptedException;
    }

    /// Runs some work with the job's own credentials, those of the buildset registry and the site's for Docker Hub; a
    /// job that logged in to Docker Hub itself keeps its login.
    static <T> T during(
            RoleContext context, NodeEngine node, HubMirror hub, Optional<BuildsetRegistry> registry, Work<T> work)
            throws StepFailure, InterruptedException {
        String own = node.facts().home() + "/.docker/config.json";
        Optional<String> before = node.read(own);
        Map<String, Credential> credentials = new LinkedHashMap<>();
        if (!before.orElse("").contains("\"" + EngineFiles.HUB_KEY + "\"")) {
            hub.credential().get().ifPresent(credential -> {
                context.hide(credential.password());
                context.hide(credential.encoded());
                credentials.put(EngineFiles.HUB_KEY, credential);
            });
        }
        registry.ifPresent(one -> credentials.put(one.authority(), one.credential()));
        String content = EngineFiles.client(before, credentials, own);
        ClientConfiguration configuration = new ClientConfiguration(node, "/dev/shm/sluice-" + UUID.randomUUID());
        try {
            configuration.write(content);
            return work.run(Map.of("DOCKER_CONFIG", configuration.directory));
        } finally {
            configuration.remove();
        }
    }

    private void write(String content) throws InterruptedException {
        NodeEngine.Output written =
                node.feed(content.getBytes(StandardCharsets.UTF_8), "sh", "-c", WRITE, "sh", directory);
        if (!written.succeeded()) {
            throw new InfrastructureFailure(
                    "The node's memory file system /dev/shm takes no file: " + written.complaint() + ".");
        }
    }

    private void remove() throws InterruptedException {
        // A cancelled step must still take its credentials away.
        boolean interrupted = Thread.interrupted();
        try {
            node.ask("rm", "-rf", directory);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
