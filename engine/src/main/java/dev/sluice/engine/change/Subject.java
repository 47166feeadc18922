package dev.sluice.engine.change;

/// What an item tests: a change under review, or a git ref.
public sealed interface Subject permits Change, GitRef {

    Project project();

    /// Branch of the change or of a branch ref; empty for a tag or another ref.
    String branch();

    /// Short id for people: `1,2` for a change, the ref's name for a ref.
    String id();

    /// Page of the change, or where the ref can be browsed; may be empty.
    String url();
}
