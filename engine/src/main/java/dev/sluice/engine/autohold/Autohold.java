package dev.sluice.engine.autohold;

import dev.sluice.engine.config.Regex;
import java.util.List;
import java.util.stream.Stream;

/// A request to keep the nodes of the next builds of a job that fail.
///
/// @param id ten digits
/// @param project canonical name
/// @param refFilter regular expression that the beginning of the ref must match
/// @param maxCount so many builds are held at most
/// @param nodeHoldExpiration seconds for which the nodes of each are kept; 0 for until the request is deleted
/// @param held oldest first, those whose time is over among them
public record Autohold(
        String id,
        String project,
        String job,
        String refFilter,
        String reason,
        int maxCount,
        long nodeHoldExpiration,
        List<HeldBuild> held) {
    /// The filter of a request for whatever ref.
    public static final String ANY_REF = ".*";

    /// The filter of a request for one change, whatever its patch set.
    public static String refsOf(int change) {
        return EndedBuild.refsOf(change) + ANY_REF;
    }

    /// How narrow the request is, as Zuul orders them: whatever ref, some refs, one change.
    int scope() {
        if (refFilter.equals(ANY_REF)) {
            return 0;
        }
        return refFilter.matches("refs/changes/[0-9]{2}/[0-9]+/\\.\\*") ? 2 : 1;
    }

    boolean wants(EndedBuild ended) {
        return held.size() < maxCount
                && project.equals(ended.project())
                && job.equals(ended.job())
                && Regex.of(refFilter).matches(ended.ref());
    }

    boolean isOver(long now) {
        return held.size() >= maxCount && held.stream().allMatch(build -> build.isOver(now));
    }

    Autohold with(HeldBuild build) {
        return new Autohold(
                id,
                project,
                job,
                refFilter,
                reason,
                maxCount,
                nodeHoldExpiration,
                Stream.concat(held.stream(), Stream.of(build)).toList());
    }
}
