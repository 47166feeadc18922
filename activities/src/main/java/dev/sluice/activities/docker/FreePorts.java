package dev.sluice.activities.docker;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Finds a port that nobody listens on.
final class FreePorts {
    private FreePorts() {}

    static int on(String host) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new InfrastructureFailure(
                    "No port can be opened on '" + host + "' (" + e.getMessage()
                            + "). Set 'docker.advertise-host' to an address of this host that containers reach. "
                            + "[DOCKER-ADVERTISE]",
                    e);
        }
    }
}
