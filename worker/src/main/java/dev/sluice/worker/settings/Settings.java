package dev.sluice.worker.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a worker is told at start. Paths are absolute; files that hold secrets are only named here.
///
/// @param instance value of the label on everything that this site's workers start
/// @param tenants Zuul's tenant file (A1)
/// @param maxBuilds how many builds have nodes on this host at once
/// @param trustedCas PEM files of authorities that executors trust for registries, besides the JDK's
public record Settings(
        Path file,
        String instance,
        Temporal temporal,
        Http http,
        Path stateDirectory,
        Optional<Database> database,
        Path tenants,
        List<GerritServer> connections,
        List<MailServer> mailServers,
        Docker docker,
        List<Path> trustedCas,
        Optional<Intermediate> intermediate,
        Map<String, Label> labels,
        int maxBuilds,
        Retries retries) {

    /// How often a step is tried when something it depends on failed, before it is parked.
    public record Retries(int attempts, Duration firstBackoff, Duration longestBackoff) {}

    /// @param embedded whether the in-JVM server is used: no UI, and nothing survives the process
    /// @param ui base address of the Temporal UI, for links only
    public record Temporal(boolean embedded, String address, String namespace, Optional<URI> ui) {}

    /// @param publicUrl base of links in reports, without a slash at its end
    public record Http(String host, int port, String publicUrl) {}

    /// @param passwordFile absent when the URL needs none
    public record Database(String url, String username, Optional<Path> passwordFile) {}

    public record GerritServer(
            String name,
            URI url,
            String canonicalHostname,
            String user,
            Path passwordFile,
            String sshHost,
            int sshPort,
            Path sshKeyFile,
            Optional<Path> sshHostKeyFile) {}

    /// A connection whose driver is `smtp`.
    ///
    /// @param defaultTo addresses with commas between them
    /// @param user empty for a server that asks for none
    public record MailServer(
            String name,
            String server,
            int port,
            String defaultFrom,
            String defaultTo,
            boolean startTls,
            String user,
            Optional<Path> passwordFile) {}

    /// @param advertiseHost address of this host that nodes can reach; absent for the default bridge's gateway
    /// @param tokenPort port of the buildset registries' token server on that address; 0 picks one and keeps it
    public record Docker(
            String host, String registryImage, Optional<String> advertiseHost, int tokenPort, Optional<Hub> hub) {}

    /// The mirror that nodes pull Docker Hub's images through.
    public record Hub(URI url, Optional<Path> caFile, String username, Optional<Path> passwordFile) {}

    /// The intermediate registry, for the janitor alone: jobs bring their own credential.
    ///
    /// @param keep how long images of builds stay that no queue needs
    public record Intermediate(URI url, String username, Path passwordFile, Duration keep) {}

    /// @param engine whether its nodes have a Docker engine of their own
    /// @param command replaces the image's own command when not empty
    public record Label(String image, boolean engine, List<String> command) {}
}
