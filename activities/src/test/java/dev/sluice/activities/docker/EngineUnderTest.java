package dev.sluice.activities.docker;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;

/// The real engine that tests run against: `SLUICE_IT_DOCKER_HOST`, or `DOCKER_HOST`, or the usual socket.
final class EngineUnderTest {
    static final String NODE_IMAGE = environment("SLUICE_IT_NODE_IMAGE").orElse("sluice-node:1");
    static final String REGISTRY_IMAGE = environment("SLUICE_IT_REGISTRY_IMAGE").orElse("registry:2");
    static final String PLAIN_IMAGE = environment("SLUICE_IT_BUSYBOX_IMAGE").orElse("busybox:latest");

    private EngineUnderTest() {}

    /// An engine of a fresh instance, or a skipped test with the reason.
    static EngineClient orSkip(Path state) {
        return orSkip(state, settings -> settings);
    }

    static EngineClient orSkip(Path state, UnaryOperator<EngineSettings> change) {
        var engine = new EngineClient(change.apply(settings(state)));
        try {
            engine.calls().pingCmd().exec();
            engine.calls().inspectImageCmd(NODE_IMAGE).exec();
        } catch (InfrastructureFailure | com.github.dockerjava.api.exception.NotFoundException e) {
            String reason = "skipped: no Docker engine with image '" + NODE_IMAGE + "': " + e.getMessage();
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        return engine;
    }

    static EngineSettings settings(Path state) {
        String host = environment("SLUICE_IT_DOCKER_HOST")
                .or(() -> environment("DOCKER_HOST"))
                .orElse("unix:///var/run/docker.sock");
        return EngineSettings.of(
                host,
                "test-" + UUID.randomUUID().toString().substring(0, 8),
                Map.of("docker", NodeLabel.withEngine(NODE_IMAGE), "plain", NodeLabel.plain(PLAIN_IMAGE)),
                state);
    }

    static String newBuild() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }
}
