package dev.sluice.activities.gerrit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a `Depends-On:` line of a commit message names (F26).
sealed interface DependsOn {

    /// A change by its web address; its current patch set is meant (F28).
    record Numbered(String connection, int number) implements DependsOn {}

    /// Zuul's old form: every open change with this Change-Id.
    record ByChangeId(String changeId) implements DependsOn {}

    Pattern FOOTER = Pattern.compile("(?im)^Depends-On:(.*)$");
    Pattern CHANGE_ID = Pattern.compile("I[0-9a-fA-F]{40}");
    Pattern ADDRESS = Pattern.compile("https?://(?:[^/@\\s]*@)?([^/\\s]+)/(\\S*)");
    // N, #/c/N, c/project/+/N below the server's address; each may go on with a patch set, a file or a query.
    Pattern PLACE = Pattern.compile("(?:#/c/|c/(?:\\S+?/\\+/)?)?(\\d{1,9})(?:[/,?#].*)?");

    /// In the order of the message; lines that name no change of the given connections are left out.
    static List<DependsOn> in(String message, List<GerritConnection> connections) {
        List<DependsOn> found = new ArrayList<>();
        Matcher footer = FOOTER.matcher(message);
        while (footer.find()) {
            String value = footer.group(1).strip();
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
        String path = address.group(2);
        return connections.stream()
                .filter(connection -> connection.answersAt(authority))
                .flatMap(connection -> Stream.of(path, below(connection, path))
                        .map(PLACE::matcher)
                        .filter(Matcher::matches)
                        .<DependsOn>map(place -> new Numbered(connection.name(), Integer.parseInt(place.group(1)))))
                .findFirst();
    }

    /// Of a Gerrit that lives below a path of its host.
    private static String below(GerritConnection connection, String path) {
        String prefix = connection.url().getPath();
        String start = prefix.startsWith("/") ? prefix.substring(1) + "/" : prefix;
        return path.startsWith(start) ? path.substring(start.length()) : path;
    }
}
