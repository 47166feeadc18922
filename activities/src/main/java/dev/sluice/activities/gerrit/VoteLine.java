package dev.sluice.activities.gerrit;

import dev.sluice.engine.event.EventApproval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first line that Gerrit puts before a comment, such as `Patch Set 2: Code-Review+2 -Verified`: the votes that
/// this
/// message changed.
final class VoteLine {
    private static final Pattern LINE = Pattern.compile("^(?:Uploaded patch set|Patch Set) \\d+:([^\\n]*)");
    private static final Pattern VOTE =
            Pattern.compile("(?:-(?<removed>[A-Za-z][\\w-]*)|(?<label>[A-Za-z][\\w-]*?)(?<value>[+-]\\d+))(?=\\s|$)");

    private final Map<String, Map<String, Integer>> votesByAuthor = new LinkedHashMap<>();
    private int patchset;

    /// The author's votes after this message: changed ones with their old value. Messages have to come in order of
    /// time.
    List<EventApproval> after(String author, int messagePatchset, String message) {
        if (messagePatchset != patchset) {
            // Which votes Gerrit carried to a new patch set is not told here.
            votesByAuthor.clear();
            patchset = messagePatchset;
        }
        Map<String, Integer> votes = votesByAuthor.computeIfAbsent(author, _ -> new LinkedHashMap<>());
        Map<String, Integer> before = Map.copyOf(votes);
        List<String> changed = new ArrayList<>();
        Matcher line = LINE.matcher(message);
        if (line.find()) {
            Matcher vote = VOTE.matcher(line.group(1));
            while (vote.find()) {
                boolean removed = vote.group("removed") != null;
                String label = removed ? vote.group("removed") : vote.group("label");
                votes.put(label, removed ? 0 : Integer.parseInt(vote.group("value")));
                changed.add(label);
            }
        }
        List<EventApproval> approvals = new ArrayList<>();
        votes.forEach((label, value) -> approvals.add(new EventApproval(
                label,
                value,
                changed.contains(label) ? Optional.of(before.getOrDefault(label, 0)) : Optional.empty())));
        return List.copyOf(approvals);
    }
}
