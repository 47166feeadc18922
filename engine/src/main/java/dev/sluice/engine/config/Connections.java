package dev.sluice.engine.config;

import java.util.List;
import java.util.Optional;

/// The connections that the settings define, and the two that are always there: `timer` and `zuul`.
public record Connections(List<Connection> list) {

    /// @param driver `gerrit`, `git`, `smtp`, `timer` or `zuul`
    /// @param hostname canonical host name of its projects; empty when it has none
    public record Connection(String name, String driver, String hostname) {}

    public Connections {
        list = List.copyOf(list);
    }

    /// One Gerrit.
    public static Connections gerrit(String name, String hostname) {
        return new Connections(List.of(new Connection(name, "gerrit", hostname)));
    }

    /// The connection called `name`.
    public Optional<Connection> find(String name) {
        return list.stream()
                .filter(connection -> connection.name().equals(name))
                .findFirst()
                .or(() -> builtIn(name));
    }

    /// All names, for suggestions.
    public List<String> names() {
        return list.stream().map(Connection::name).toList();
    }

    private static Optional<Connection> builtIn(String name) {
        return name.equals("timer") || name.equals("zuul")
                ? Optional.of(new Connection(name, name, ""))
                : Optional.empty();
    }
}
