package dev.sluice.activities.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// This host's Docker engine.
///
/// It connects at first use, and then speaks the newest version of the API that both sides know: an engine refuses a
/// client that is newer than itself, and new engines refuse old clients.
public final class EngineClient implements Closeable {
    private static final String NEWEST_KNOWN = "1.44";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(3);
    private static final int MAX_CONNECTIONS = 4096;

    private final EngineSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Connection connection;
    private @Nullable String advertiseHost;

    public EngineClient(EngineSettings settings) {
        this.settings = settings;
    }

    public EngineSettings settings() {
        return settings;
    }

    /// For calls that the engine answers soon.
    DockerClient calls() {
        return connect().calls();
    }

    /// For calls whose answer streams for as long as a command runs.
    DockerClient streams() {
        return connect().streams();
    }

    /// What keeps the engine from being used, with what to do; empty while it answers.
    public Optional<String> complaint() {
        try {
            EngineFailures.call(
                    settings, "ask whether it is there", () -> calls().pingCmd().exec());
            return Optional.empty();
        } catch (InfrastructureFailure failure) {
            return Optional.ofNullable(failure.getMessage());
        }
    }

    /// Address of this host that its containers reach.
    public String advertiseHost() {
        if (settings.advertiseHost().isPresent()) {
            return settings.advertiseHost().get();
        }
        lock.lock();
        try {
            String known = advertiseHost;
            if (known == null) {
                known = defaultGateway();
                advertiseHost = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private String defaultGateway() {
        var bridge = EngineFailures.call(
                settings,
                "find the default network's gateway",
                () -> calls().inspectNetworkCmd().withNetworkId("bridge").exec());
        return bridge.getIpam().getConfig().stream()
                .filter(config ->
                        config.getSubnet() != null && config.getSubnet().indexOf(':') < 0)
                // An engine that was started without one names no gateway; the bridge then has the first address.
                .map(config ->
                        config.getGateway() == null ? Subnets.firstAddress(config.getSubnet()) : config.getGateway())
                .findFirst()
                .orElseThrow(() -> EngineFailures.noGateway(settings));
    }

    private Connection connect() {
        lock.lock();
        try {
            Connection current = connection;
            if (current == null) {
                current = open();
                connection = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private Connection open() {
        DockerHttpClient quick = transport(settings.host(), ANSWER_TIMEOUT);
        String version;
        try {
            version = EngineFailures.call(settings, "ask its version", () -> negotiate(quick));
        } catch (RuntimeException e) {
            closeQuietly(quick);
            throw e;
        }
        DockerHttpClient endless = transport(settings.host(), null);
        RemoteApiVersion spoken = RemoteApiVersion.parseConfig(version);
        return new Connection(client(quick, spoken), client(endless, spoken));
    }

    private DockerClient client(DockerHttpClient transport, RemoteApiVersion version) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(settings.host())
                .withApiVersion(version)
                .withDockerTlsVerify(false)
                .build();
        return DockerClientImpl.getInstance(config, transport);
    }

    private static DockerHttpClient transport(String host, @Nullable Duration answerTimeout) {
        var builder = new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(host))
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(CONNECT_TIMEOUT);
        return (answerTimeout == null ? builder : builder.responseTimeout(answerTimeout)).build();
    }

    /// A request without a version in its path is answered by every engine.
    private String negotiate(DockerHttpClient transport) {
        var version =
                client(transport, RemoteApiVersion.UNKNOWN_VERSION).versionCmd().exec();
        return older(version.getApiVersion(), NEWEST_KNOWN);
    }

    static String older(String left, String right) {
        return minor(left) <= minor(right) ? left : right;
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            Connection current = connection;
            connection = null;
            if (current != null) {
                closeQuietly(current.calls());
                closeQuietly(current.streams());
            }
        } finally {
            lock.unlock();
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Connection(DockerClient calls, DockerClient streams) {}
}
