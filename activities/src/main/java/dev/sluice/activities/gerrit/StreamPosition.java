package dev.sluice.activities.gerrit;

import java.util.SortedMap;
import java.util.TreeMap;

/// How far the events of a connection were handed on: the heartbeat of the listening activity.
///
/// @param state for people: `connected`, `catching up`, or what it waits for
/// @param epochSecond time of the newest event handed on, by Gerrit's clock; 0 before the first contact
/// @param tips watched branches by `project:ref`
public record StreamPosition(String state, long epochSecond, SortedMap<String, Tip> tips) {

    public static final StreamPosition NONE = new StreamPosition("not connected yet", 0, new TreeMap<>());

    /// @param commit empty once the branch was deleted
    /// @param updates how many of its updates were handed on
    public record Tip(String commit, long updates) {}

    StreamPosition at(String newState) {
        return new StreamPosition(newState, epochSecond, tips);
    }

    StreamPosition upTo(long second) {
        return second <= epochSecond ? this : new StreamPosition(state, second, tips);
    }

    /// Where to go on once Gerrit's clock shows this, which may be less than it showed before.
    StreamPosition notAfter(long second) {
        return epochSecond <= second ? this : new StreamPosition(state, second, tips);
    }

    StreamPosition with(SortedMap<String, Tip> newTips) {
        return new StreamPosition(state, epochSecond, newTips);
    }

    static String branch(String project, String ref) {
        return project + ":" + ref;
    }
}
