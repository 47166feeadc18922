package dev.sluice.engine.problem;

import static java.util.Objects.requireNonNull;

/// One mistake, told so that its author can mend it.
///
/// @param code stable code such as `CONFIG-012`; texts may change, codes do not
/// @param kind Zuul's name of the kind of error, such as `Nodeset Not Found` (case-format section 5)
/// @param where the place of the offending value
/// @param stanza the author's own lines around it, or empty
/// @param message what was found, in one sentence with names in single quotes
/// @param hint what is allowed or what to do, including any "Did you mean", or empty
public record Problem(
        String code, Severity severity, String kind, Place where, String stanza, String message, String hint) {

    public Problem {
        requireNonNull(code, "code");
        requireNonNull(severity, "severity");
        requireNonNull(kind, "kind");
        requireNonNull(where, "where");
        requireNonNull(stanza, "stanza");
        requireNonNull(message, "message");
        requireNonNull(hint, "hint");
    }

    /// The same, in a file of that branch of that project.
    public Problem in(String project, String branch) {
        var place = new Place(
                project, branch, where.path(), where.line(), where.column(), where.endLine(), where.endColumn());
        return new Problem(code, severity, kind, place, stanza, message, hint);
    }

    /// One line: place, message, hint, code.
    public String oneLine() {
        return where + ": " + message + (hint.isEmpty() ? "" : " " + hint) + " [" + code + "]";
    }
}
