package dev.sluice.activities.docker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where this host's Docker engine is and how nodes are made on it.
///
/// @param host such as `unix:///var/run/docker.sock` or `tcp://127.0.0.1:2375`
/// @param instance value of the label `dev.sluice.instance` on everything that is made, so that several installations
///     may share an engine
/// @param labels what each node label stands for
/// @param privileged whether nodes with an own engine run privileged
/// @param advertiseHost address of this host that nodes reach; absent means the gateway of the default bridge
/// @param hub mirror of Docker Hub for the nodes' own engines
/// @param subnets private range that each build's network takes its own small part of
/// @param stateDirectory this package keeps files in `nodes` below it
public record EngineSettings(
        String host,
        String instance,
        Map<String, NodeLabel> labels,
        Privilege privileged,
        Optional<String> advertiseHost,
        Optional<HubMirror> hub,
        String subnets,
        Path stateDirectory) {

    /// Docker's own default pools hold about thirty networks; this holds four thousand.
    public static final String DEFAULT_SUBNETS = "10.214.0.0/16";

    /// Settings that leave everything to its default.
    public static EngineSettings of(String host, String instance, Map<String, NodeLabel> labels, Path stateDirectory) {
        return new EngineSettings(
                host,
                instance,
                labels,
                Privilege.AUTO,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_SUBNETS,
                stateDirectory);
    }

    /// Whether nodes with an own engine run privileged.
    public enum Privilege {
        /// As far as the host allows it: tried once, then remembered.
        AUTO,
        ALWAYS,
        /// Only the capabilities that an engine inside a container needs.
        NEVER
    }

    /// A mirror that nodes pull Docker Hub's images from.
    ///
    /// @param certificateAuthority PEM of the authority that signed the mirror's certificate
    public record HubMirror(String url, Optional<String> certificateAuthority) {}
}
