package dev.sluice.activities.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.Sidecars.Sidecar;
import dev.sluice.activities.contract.Sidecars.Spec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Waits until a sidecar takes connections, or dies.
final class SidecarProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS = 1_000;
    /// The engine's proxy takes a connection before the container listens, then drops it at once.
    private static final int DROP_MILLIS = 40;

    private static final long LONGEST_PAUSE_MILLIS = 200;
    private static final int LAST_LINES = 40;
    private static final int DEATHS = 3;

    private final EngineClient engine;

    SidecarProbe(EngineClient engine) {
        this.engine = engine;
    }

    void awaitAccepting(Spec spec, Sidecar sidecar) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int restarts = inspect(sidecar).getRestartCount();
        for (long pause = 5; !accepts(sidecar); pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS)) {
            if (pause == LONGEST_PAUSE_MILLIS) {
                requireAlive(spec, sidecar, restarts);
            }
            if (System.nanoTime() > deadline) {
                throw failure(
                        spec,
                        sidecar,
                        "did not listen on port " + spec.port() + " within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(pause);
        }
    }

    /// One death is for the engine to mend.
    private void requireAlive(Spec spec, Sidecar sidecar, int restartsBefore) throws InterruptedException {
        var container = inspect(sidecar);
        var state = container.getState();
        boolean alive = Boolean.TRUE.equals(state.getRunning()) || Boolean.TRUE.equals(state.getRestarting());
        if (!alive || container.getRestartCount() - restartsBefore >= DEATHS) {
            throw failure(spec, sidecar, "stopped with exit code " + state.getExitCodeLong());
        }
    }

    private InspectContainerResponse inspect(Sidecar sidecar) {
        return engine.calls().inspectContainerCmd(sidecar.id()).exec();
    }

    private static boolean accepts(Sidecar sidecar) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(sidecar.host(), sidecar.port()), CONNECT_MILLIS);
            socket.setSoTimeout(DROP_MILLIS);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return e.getMessage() == null
                    || !e.getMessage().toLowerCase(java.util.Locale.ROOT).contains("connect");
        } catch (IOException e) {
            return false;
        }
    }

    private InfrastructureFailure failure(Spec spec, Sidecar sidecar, String what) throws InterruptedException {
        String said = ContainerLog.tail(engine, sidecar.id(), LAST_LINES);
        for (String secret : spec.environment().values()) {
            said = secret.length() < 4 ? said : said.replace(secret, "***");
        }
        return new InfrastructureFailure("Sidecar '" + spec.name() + "' (image '" + spec.image() + "') " + what
                + ". Its last words: " + said + " [SIDECAR-DEAD]");
    }
}
