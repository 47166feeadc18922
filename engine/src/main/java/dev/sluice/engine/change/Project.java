package dev.sluice.engine.change;

/// A repository of a connection.
///
/// @param connection the connection's name in the settings, such as `gerrit`
/// @param hostname the connection's canonical host name, such as `review.example.com`
/// @param name the short name, such as `org/app`
public record Project(String connection, String hostname, String name) {

    /// `review.example.com/org/app`: unique across connections.
    public String canonicalName() {
        return hostname + "/" + name;
    }
}
