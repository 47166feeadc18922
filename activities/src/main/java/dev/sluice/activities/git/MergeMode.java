package dev.sluice.activities.git;

import dev.sluice.workflows.port.FailureKind;

/// How a change is put onto its branch (A53).
enum MergeMode {
    MERGE("merge"),
    MERGE_RESOLVE("merge-resolve"),
    MERGE_RECURSIVE("merge-recursive"),
    MERGE_ORT("merge-ort"),
    CHERRY_PICK("cherry-pick"),
    REBASE("rebase");

    private static final String KNOWN = "merge, merge-resolve, merge-recursive, merge-ort, cherry-pick, rebase";
    private final String name;

    MergeMode(String name) {
        this.name = name;
    }

    static MergeMode named(String name) {
        for (MergeMode mode : values()) {
            if (mode.name.equals(name)) {
                return mode;
            }
        }
        String reason = name.equals("squash-merge") ? "Gerrit cannot merge with it" : "it is not known";
        throw FailureKind.CONFIG.failure(
                "merge-mode '%s': %s. Allowed for projects of a Gerrit: %s.".formatted(name, reason, KNOWN), null);
    }
}
