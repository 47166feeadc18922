package dev.sluice.engine.playbook;

import java.util.List;

/// A playbook under way. Made by [PlaybookPlanner#initial].
///
/// @param play index of the current play; -1 before the start
/// @param frames what the walk is inside of, the play first, the innermost last
/// @param running steps of the last action that have not been reported
/// @param out hosts that failed or could not be reached: no further play runs on them
/// @param message what failed first beyond repair, else empty
public record PlaybookState(
        PlaybookOutline outline,
        int play,
        List<Frame> frames,
        List<StepRun> running,
        List<String> out,
        boolean failed,
        boolean unreachable,
        String message) {

    /// A play, block or include that the walk is inside of.
    ///
    /// @param id the step's id; empty for the play
    /// @param next index of the next step of the section's list
    /// @param iteration of an include, else 0
    /// @param hosts hosts that run this section
    /// @param waiting hosts that sit this section out, unharmed
    /// @param broken hosts that failed here; in `always` they are among `hosts` as well
    /// @param counts of an include: how often its body runs, by host
    /// @param message what broke first, else empty
    public record Frame(
            String id,
            Section section,
            int next,
            int iteration,
            List<String> hosts,
            List<String> waiting,
            List<String> broken,
            List<Count> counts,
            String message) {}

    /// How often the body of an include runs on a host.
    public record Count(String host, int iterations) {}

    /// Which of a block's lists is walked; plays and includes only have a body.
    public enum Section {
        BODY,
        RESCUE,
        ALWAYS
    }
}
