package dev.sluice.activities.git;

import dev.sluice.workflows.port.LandingActivities.Merged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// Finds the commit by which changes came into a branch.
final class Landings {
    private static final String CHANGE_ID = "Change-Id";
    private static final int NEWEST = 1_000;

    private Landings() {}

    /// The newest of the branch's own commits, its first parents, that brought one of the changes: the patch set
    /// itself, a merge of it, or a commit with its Change-Id. Empty when none of the newest thousand did.
    static Optional<RevCommit> newest(RevWalk walk, ObjectId tip, List<Merged> changes) throws IOException {
        List<RevCommit> patchsets = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (Merged change : changes) {
            RevCommit patchset = walk.parseCommit(ObjectId.fromString(change.commit()));
            patchsets.add(patchset);
            ids.addAll(patchset.getFooterLines(CHANGE_ID));
        }
        RevCommit commit = walk.parseCommit(tip);
        for (int i = 0; i < NEWEST; i++) {
            if (patchsets.contains(commit)
                    || commit.getFooterLines(CHANGE_ID).stream().anyMatch(ids::contains)
                    || brings(walk, commit, patchsets)) {
                return Optional.of(commit);
            }
            if (commit.getParentCount() == 0) {
                break;
            }
            commit = walk.parseCommit(commit.getParent(0));
        }
        return Optional.empty();
    }

    private static boolean brings(RevWalk walk, RevCommit merge, List<RevCommit> patchsets) throws IOException {
        if (merge.getParentCount() < 2) {
            return false;
        }
        for (RevCommit patchset : patchsets) {
            if (walk.isMergedInto(patchset, merge)
                    && !walk.isMergedInto(patchset, walk.parseCommit(merge.getParent(0)))) {
                return true;
            }
        }
        return false;
    }
}
