package dev.sluice.activities.gerrit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/// One connection to `gerrit stream-events`; it ends when the link does.
final class EventStream implements AutoCloseable {
    private static final int LINES_KEPT = 10_000;
    private static final int LINE_LIMIT_BYTES = 16 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SshClient client;
    private final ClientChannel channel;
    private final ByteArrayOutputStream complaints;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_KEPT);
    private volatile boolean ended;

    private EventStream(SshClient client, ClientChannel channel, ByteArrayOutputStream complaints) {
        this.client = client;
        this.channel = channel;
        this.complaints = complaints;
        Thread.ofVirtual().name("stream-events").start(this::read);
    }

    static EventStream open(GerritConnection connection) throws IOException {
        GerritConnection.Ssh ssh = connection.ssh();
        SshClient client = SshClient.setUpDefaultClient();
        // Nothing of the account that the worker runs under takes part: neither its keys nor its ssh_config.
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier(
                ssh.hostKeyFile().isPresent()
                        ? HostKey.in(ssh.hostKeyFile().get())
                        : AcceptAllServerKeyVerifier.INSTANCE);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(10));
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
        // Silence is normal: the keep-alive above tells a dead link from a quiet one.
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        client.start();
        try {
            ClientSession session = client.connect(connection.user(), ssh.host(), ssh.port())
                    .verify(PATIENCE)
                    .getSession();
            session.setKeyIdentityProvider(new FileKeyPairProvider(ssh.keyFile()));
            session.auth().verify(PATIENCE);
            ClientChannel channel = session.createExecChannel("gerrit stream-events");
            ByteArrayOutputStream complaints = new ByteArrayOutputStream();
            channel.setErr(complaints);
            channel.open().verify(PATIENCE);
            return new EventStream(client, channel, complaints);
        } catch (IOException | RuntimeException e) {
            client.stop();
            throw new IOException(
                    "no event stream from %s:%d as user '%s' (%s); check 'ssh' of connection '%s' and that user's key"
                            .formatted(ssh.host(), ssh.port(), connection.user(), e.getMessage(), connection.name()),
                    e);
        }
    }

    /// The next line, or empty when none came in time or the stream has ended.
    Optional<String> next(Duration patience) throws InterruptedException {
        String line = ended ? lines.poll() : lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.ofNullable(line);
    }

    /// True once the link is gone and every line that came over it was taken.
    boolean ended() {
        return ended && lines.isEmpty();
    }

    /// What Gerrit said on its error channel, if anything.
    String complaint() {
        return complaints.toString(StandardCharsets.UTF_8).strip();
    }

    private void read() {
        try (InputStream in = channel.getInvertedOut()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] != '\n') {
                        line.write(buffer[i]);
                    }
                    if (buffer[i] == '\n' || line.size() > LINE_LIMIT_BYTES) {
                        lines.put(line.toString(StandardCharsets.UTF_8));
                        line.reset();
                    }
                }
            }
        } catch (IOException e) {
            // The link broke: the same to us as its end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
        }
    }

    @Override
    public void close() {
        ended = true;
        // Room for a reader that waits to put a line, so that it sees the end.
        lines.clear();
        channel.close(true);
        client.stop();
    }
}
