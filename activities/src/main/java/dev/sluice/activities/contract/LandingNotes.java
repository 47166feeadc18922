package dev.sluice.activities.contract;

/// Where it is noted how a buildset's changes landed.
public interface LandingNotes {

    /// Replaces an earlier note.
    ///
    /// @param text for people
    void landed(String buildset, String text);
}
