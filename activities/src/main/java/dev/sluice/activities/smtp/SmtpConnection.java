package dev.sluice.activities.smtp;

import java.util.Optional;
import java.util.function.Supplier;

/// A mail server, in Zuul's terms.
///
/// @param defaultTo addresses with commas between them
/// @param startTls whether the channel must be encrypted before anything is said
/// @param login empty for a server that asks for none
public record SmtpConnection(
        String name,
        String server,
        int port,
        String defaultFrom,
        String defaultTo,
        boolean startTls,
        Optional<Login> login) {

    /// @param password read anew for each mail
    public record Login(String user, Supplier<String> password) {
        @Override
        public String toString() {
            return "user '" + user + "'";
        }
    }
}
