package dev.sluice.engine.story;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import java.util.List;

/// The changes of stories: A is number 1, B number 2 and so on, in project `p`.
public final class StoryChanges {
    private StoryChanges() {}

    public static Change change(String letter) {
        return change(letter, 1, List.of());
    }

    public static Change change(String letter, int patchset, List<ChangeKey> needs) {
        return change(letter.charAt(0) - 'A' + 1, letter + "\n", patchset, needs);
    }

    /// A change beyond the alphabet.
    public static Change numbered(int number, List<ChangeKey> needs) {
        return change(number, "Change " + number + "\n", 1, needs);
    }

    private static Change change(int number, String message, int patchset, List<ChangeKey> needs) {
        String revision = String.format("%039d", number * 100 + patchset);
        return new Change(
                new Project("gerrit", "review.example.com", "p"),
                "master",
                number,
                patchset,
                "refs/changes/0" + number + "/" + number + "/" + patchset,
                "c" + revision,
                List.of("b" + revision),
                "http://review.example.com/c/p/+/" + number,
                message,
                "owner",
                "",
                ChangeStatus.NEW,
                false,
                true,
                List.of(),
                List.of("README", "zuul.yaml"),
                List.of(),
                List.of(),
                needs);
    }

    public static ChangeKey key(String letter, int patchset) {
        return change(letter, patchset, List.of()).key();
    }
}
