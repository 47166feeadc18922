package dev.sluice.engine.change;

/// A ref as it is after it was pushed, such as `refs/heads/master` or `refs/tags/1.0`.
///
/// @param oldRevision commit before, empty when the ref is new
/// @param newRevision commit after, empty when the ref was deleted
public record GitRef(Project project, String ref, String oldRevision, String newRevision, String url)
        implements Subject {
    private static final String HEADS = "refs/heads/";

    @Override
    public String branch() {
        return ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : "";
    }

    @Override
    public String id() {
        return ref;
    }
}
