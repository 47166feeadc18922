package dev.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// A registry and how to talk to it.
///
/// @param base scheme, host and port, such as `https://registry.example.org:5000`
/// @param caPem certificates in PEM that are trusted beside the site's and the JDK's; may hold several
public record RegistryEndpoint(URI base, Optional<String> caPem, Optional<Credential> credential) {
    public RegistryEndpoint {
        requireNonNull(base, "base");
        requireNonNull(caPem, "caPem");
        requireNonNull(credential, "credential");
        if (base.getHost() == null || base.getScheme() == null || base.getUserInfo() != null) {
            throw new IllegalArgumentException("a registry's address is scheme, host and port; found '"
                    + (base.getUserInfo() == null ? base : "an address with a user in it") + "'");
        }
    }

    /// A registry behind TLS.
    public static RegistryEndpoint https(
            String host, int port, Optional<String> caPem, Optional<Credential> credential) {
        String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return new RegistryEndpoint(URI.create("https://" + literal + ":" + port), caPem, credential);
    }

    /// Host and port, as messages name a registry.
    public String name() {
        return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
    }

    static String origin(URI address) {
        int port = address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
        return (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }

    String origin() {
        return origin(base);
    }

    @Override
    public String toString() {
        return "RegistryEndpoint[" + base + "]";
    }
}
