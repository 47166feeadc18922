package dev.sluice.engine.config;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import java.util.ArrayList;
import java.util.List;

/// What branch matchers see of a subject: the branch of a change or branch ref; for a tag its full ref and the
/// branches that contain it (B3).
public record RefView(List<String> names) {

    /// A branch by name.
    public static RefView branch(String name) {
        return new RefView(List.of(name));
    }

    /// @param branchesContaining for a tag: branches that contain the tagged commit; else ignored
    public static RefView of(Subject subject, List<String> branchesContaining) {
        return switch (subject) {
            case Change change -> branch(change.branch());
            case GitRef ref when !ref.branch().isEmpty() -> branch(ref.branch());
            case GitRef ref -> {
                List<String> names = new ArrayList<>(List.of(ref.ref()));
                names.addAll(branchesContaining);
                yield new RefView(List.copyOf(names));
            }
        };
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
