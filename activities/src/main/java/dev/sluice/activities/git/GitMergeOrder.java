package dev.sluice.activities.git;

import dev.sluice.activities.contract.MergeOrder;
import dev.sluice.engine.change.Project;
import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// Reads the order of merges from the branch itself: times may be equal, and may go back.
public final class GitMergeOrder implements MergeOrder {
    private final Repositories repositories;

    public GitMergeOrder(Repositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public boolean isAfter(Project project, String branch, String later, String earlier) {
        ProjectClone clone = repositories.of(project);
        if (!clone.read((branches, changes) -> bothOn(branches, branch, later, earlier))) {
            clone.fetchBranches();
        }
        return clone.read((branches, changes) ->
                bothOn(branches, branch, later, earlier) && isAfter(branches, branch, later, earlier));
    }

    private static boolean bothOn(Repository branches, String branch, String later, String earlier) throws IOException {
        Ref head = branches.exactRef(Constants.R_HEADS + branch);
        if (head == null) {
            return false;
        }
        try (RevWalk walk = new RevWalk(branches)) {
            RevCommit tip = walk.parseCommit(head.getObjectId());
            return walk.isMergedInto(commit(walk, later), tip) && walk.isMergedInto(commit(walk, earlier), tip);
        } catch (MissingObjectException notFetchedYet) {
            return false;
        }
    }

    private static boolean isAfter(Repository branches, String branch, String later, String earlier)
            throws IOException {
        try (RevWalk walk = new RevWalk(branches)) {
            RevCommit late = commit(walk, later);
            RevCommit early = commit(walk, earlier);
            if (late.equals(early)) {
                return false;
            }
            if (walk.isMergedInto(early, late)) {
                return true;
            }
            // The branch's own commits are its first parents; the last one back that still holds a change brought it.
            RevCommit brought = walk.parseCommit(
                    branches.exactRef(Constants.R_HEADS + branch).getObjectId());
            while (brought.getParentCount() > 0 && walk.isMergedInto(early, walk.parseCommit(brought.getParent(0)))) {
                brought = walk.parseCommit(brought.getParent(0));
            }
            return !walk.isMergedInto(late, brought);
        }
    }

    private static RevCommit commit(RevWalk walk, String id) throws IOException {
        return walk.parseCommit(ObjectId.fromString(id));
    }
}
