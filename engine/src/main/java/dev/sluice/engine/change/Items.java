package dev.sluice.engine.change;

import java.util.ArrayList;
import java.util.List;

/// Which of the subjects tested together stand for one item: the changes of a dependency cycle do (F14).
public final class Items {
    private Items() {}

    /// @param subjects oldest first, so that a change that needs one behind it can only be in a cycle with it
    /// @return the subjects item by item, in the same order
    public static List<List<Subject>> of(List<Subject> subjects) {
        List<List<Subject>> items = new ArrayList<>();
        int start = 0;
        while (start < subjects.size()) {
            int end = start;
            for (int i = start; i <= end; i++) {
                end = Math.max(end, lastNeeded(subjects, i));
            }
            items.add(List.copyOf(subjects.subList(start, end + 1)));
            start = end + 1;
        }
        return List.copyOf(items);
    }

    /// Place of the last subject that the one at `at` needs; its own place when it needs none.
    private static int lastNeeded(List<Subject> subjects, int at) {
        int last = at;
        if (subjects.get(at) instanceof Change change) {
            for (int i = at + 1; i < subjects.size(); i++) {
                if (subjects.get(i) instanceof Change other && change.needs().contains(other.key())) {
                    last = i;
                }
            }
        }
        return last;
    }
}
