package dev.sluice.activities.gerrit;

import dev.sluice.engine.change.Project;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Where one Gerrit is, and whom we are there.
///
/// @param name the connection's name in the settings, such as `gerrit`
/// @param url base of REST and of git over HTTP, such as `https://review.example.com`
/// @param canonicalHostname host name of its projects' canonical names
/// @param password asked for at every use, never kept and never printed
public record GerritConnection(
        String name, URI url, String canonicalHostname, String user, Supplier<String> password, Ssh ssh) {

    /// @param hostKeyFile the server's public key, as in `ssh_host_ecdsa_key.pub` or a `known_hosts` line; when absent,
    /// any key is taken
    public record Ssh(String host, int port, Path keyFile, Optional<Path> hostKeyFile) {}

    public GerritConnection {
        String text = url.toString();
        if (text.endsWith("/")) {
            url = URI.create(text.substring(0, text.length() - 1));
        }
    }

    public Project project(String projectName) {
        return new Project(name, canonicalHostname, projectName);
    }

    /// Whether a web address with this host, or host and port, may be a page of this Gerrit.
    boolean answersAt(String authority) {
        String host = authority.toLowerCase(Locale.ROOT);
        return host.equals(canonicalHostname.toLowerCase(Locale.ROOT))
                || host.equals(url.getAuthority().toLowerCase(Locale.ROOT))
                || host.equals(url.getHost().toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "Gerrit '" + name + "' at " + url;
    }
}
