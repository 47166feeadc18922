package dev.sluice.engine.autohold;

import java.util.List;
import java.util.Locale;

/// A build at its end, as autoholds see it.
///
/// @param project canonical name
/// @param subject such as `12,3`, or a ref
/// @param result such as `FAILURE`
public record EndedBuild(String tenant, String build, String project, String subject, String job, String result) {
    /// Results that tell something about the nodes; no other build is held.
    private static final List<String> HELD = List.of("FAILURE", "RETRY_LIMIT", "POST_FAILURE", "TIMED_OUT");

    public boolean mayBeHeld() {
        return HELD.contains(result);
    }

    /// Name of the ref, in Gerrit's form for a change.
    String ref() {
        if (!subject.matches("[0-9]{1,9},[0-9]+")) {
            return subject;
        }
        int comma = subject.indexOf(',');
        return refsOf(Integer.parseInt(subject.substring(0, comma))) + subject.substring(comma + 1);
    }

    /// What the refs of a change's patch sets begin with.
    static String refsOf(int change) {
        return String.format(Locale.ROOT, "refs/changes/%02d/%d/", change % 100, change);
    }
}
