package dev.sluice.activities.gerrit;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/// Accepts exactly the server keys of a file.
final class HostKey implements ServerKeyVerifier {
    private final List<PublicKey> accepted;

    private HostKey(List<PublicKey> accepted) {
        this.accepted = accepted;
    }

    /// @param file one key per line, as `ssh_host_ecdsa_key.pub` or `known_hosts` have them
    static HostKey in(Path file) {
        List<PublicKey> keys = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String entry = line.strip();
                if (!entry.isEmpty() && !entry.startsWith("#")) {
                    keys.add(key(entry));
                }
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new InfrastructureFailure(
                    "The host key file '%s' could not be read (%s). Check 'host-key-file'."
                            .formatted(file, e.getMessage()),
                    e);
        }
        if (keys.isEmpty()) {
            throw new InfrastructureFailure(
                    "The host key file '%s' holds no key. Put the server's public key there.".formatted(file));
        }
        return new HostKey(List.copyOf(keys));
    }

    private static PublicKey key(String entry) throws IOException, GeneralSecurityException {
        String first = entry.split("\\s+", 2)[0];
        boolean startsWithItsType = first.startsWith("ssh-") || first.startsWith("ecdsa-") || first.startsWith("sk-");
        String withoutHost =
                startsWithItsType ? entry : entry.substring(first.length()).strip();
        return AuthorizedKeyEntry.parseAuthorizedKeyEntry(withoutHost)
                .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey offered) {
        return accepted.stream().anyMatch(key -> KeyUtils.compareKeys(key, offered));
    }
}
