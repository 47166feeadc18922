package dev.sluice.activities.gerrit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a `Depends-On:` line of a commit message names (F26).
sealed interface DependsOn {

    /// A change by its web address; its current patch set is meant (F28).
    record Numbered(String connection, int number) implements DependsOn {}

    /// Zuul's old form: every open change with this Change-Id.
    record ByChangeId(String changeId) implements DependsOn {}

    Pattern FOOTER = Pattern.compile("(?im)^Depends-On:[ \\t]*(.*?)[ \\t]*$");
    Pattern CHANGE_ID = Pattern.compile("I[0-9a-fA-F]{40}");
    // host/N, host/#/c/N, host/c/project/+/N; each may go on with a patch set, a file or a query.
    Pattern ADDRESS = Pattern.compile(
            "https?://(?:[^/@\\s]*@)?([^/\\s]+)/(?:\\S*?/)??(?:#/c/|c/(?:\\S+/\\+/)?)?(\\d{1,9})(?:[/,?#].*)?");

    /// In the order of the message; lines that name no change of the given connections are left out.
    static List<DependsOn> in(String message, List<GerritConnection> connections) {
        List<DependsOn> found = new ArrayList<>();
        Matcher footer = FOOTER.matcher(message);
        while (footer.find()) {
            String value = footer.group(1);
            if (CHANGE_ID.matcher(value).matches()) {
                found.add(new ByChangeId(value));
            } else {
                numbered(value, connections).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static Optional<DependsOn> numbered(String value, List<GerritConnection> connections) {
        Matcher address = ADDRESS.matcher(value);
        if (!address.matches()) {
            return Optional.empty();
        }
        String authority = address.group(1);
        return connections.stream()
                .filter(connection -> connection.answersAt(authority))
                .findFirst()
                .map(connection -> new Numbered(connection.name(), Integer.parseInt(address.group(2))));
    }
}
