package dev.sluice.activities.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The one bridge network of each build.
final class BuildNetworks {
    private static final int TRIES = 8;
    /// Room for sidecars beside the nodes.
    private static final int SPARE_ADDRESSES = 4;

    private final EngineClient engine;
    private final Subnets subnets;

    BuildNetworks(EngineClient engine) {
        this.engine = engine;
        this.subnets = Subnets.parse(engine.settings().subnets());
    }

    static String name(String build) {
        return "sluice-" + ContainerNames.shortBuild(build);
    }

    /// Makes the build's network unless it is there.
    ///
    /// Two workers that pick the same subnet at once are told so by the engine, and the later one looks again.
    void ensure(String build, int nodes, Map<String, String> labels) {
        EngineFailures.call(engine.settings(), "make a network", () -> {
            for (int attempt = 1; ; attempt++) {
                if (create(build, nodes, labels, attempt == TRIES)) {
                    return true;
                }
            }
        });
    }

    private boolean create(String build, int nodes, Map<String, String> labels, boolean last) {
        List<String> taken = takenSubnets();
        String subnet = subnets.pick(build.hashCode(), nodes + SPARE_ADDRESSES, taken)
                .orElseThrow(() -> EngineFailures.noSubnet(engine.settings(), taken.size()));
        try {
            engine.calls()
                    .createNetworkCmd()
                    .withName(name(build))
                    .withCheckDuplicate(true)
                    .withLabels(labels)
                    .withIpam(new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(subnet)))
                    .exec();
            return true;
        } catch (ConflictException e) {
            return true;
        } catch (DockerException e) {
            if (last || !EngineFailures.message(e).toLowerCase(Locale.ROOT).contains("overlap")) {
                throw e;
            }
            return false;
        }
    }

    private List<String> takenSubnets() {
        return engine.calls().listNetworksCmd().exec().stream()
                .filter(network ->
                        network.getIpam() != null && network.getIpam().getConfig() != null)
                .flatMap(network -> network.getIpam().getConfig().stream())
                .map(Network.Ipam.Config::getSubnet)
                .filter(subnet -> subnet != null && subnet.indexOf(':') < 0)
                .toList();
    }

    void remove(String network) {
        try {
            engine.calls().removeNetworkCmd(network).exec();
        } catch (NotFoundException e) {
            // Somebody else removed it first.
        }
    }
}
