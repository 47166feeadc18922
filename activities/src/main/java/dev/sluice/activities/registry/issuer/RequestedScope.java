package dev.sluice.activities.registry.issuer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One scope of a request for a token, such as `repository:org/app:pull,push`.
record RequestedScope(String type, String name, List<String> actions) {
    private static final Set<String> REPOSITORY_ACTIONS = Set.of("pull", "push", "delete", "*");

    /// Reads what was asked for; what makes no sense is left out, and so not granted. Requests may repeat `scope`, or
    /// put several in one, apart by spaces.
    static List<RequestedScope> parse(List<String> parameters) {
        List<RequestedScope> found = new ArrayList<>();
        for (String parameter : parameters) {
            for (String text : parameter.split(" +")) {
                int first = text.indexOf(':');
                int last = text.lastIndexOf(':');
                if (first <= 0 || last <= first + 1) {
                    continue;
                }
                String type = text.substring(0, first);
                String name = text.substring(first + 1, last);
                List<String> actions = List.of(text.substring(last + 1).split(","));
                boolean repository = type.equals("repository") && REPOSITORY_ACTIONS.containsAll(actions);
                boolean catalog = type.equals("registry") && name.equals("catalog") && actions.equals(List.of("*"));
                if (repository || catalog) {
                    found.add(new RequestedScope(type, name, actions));
                }
            }
        }
        return List.copyOf(found);
    }

    boolean readsOnly() {
        return type.equals("repository") && actions.equals(List.of("pull"));
    }
}
