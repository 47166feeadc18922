package dev.sluice.engine.change;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// A change at one patch set, as Gerrit described it when it was last read.
///
/// @param ref git ref of the patch set, such as `refs/changes/01/1/2`
/// @param commit commit id of the patch set
/// @param parents commit ids of the patch set's git parents
/// @param message whole commit message
/// @param owner user name of the owner
/// @param blockers what Gerrit itself says keeps the change from merging
/// @param current whether the patch set is the newest one
/// @param files paths that differ from the first parent, without `/COMMIT_MSG`
/// @param needs unmerged changes that this one needs: git parents first, then Depends-On (F25)
public record Change(
        Project project,
        String branch,
        int number,
        int patchset,
        String ref,
        String commit,
        List<String> parents,
        String url,
        String message,
        String owner,
        String topic,
        ChangeStatus status,
        boolean workInProgress,
        boolean current,
        List<MergeBlocker> blockers,
        List<String> files,
        List<String> hashtags,
        List<Approval> approvals,
        List<ChangeKey> needs)
        implements Subject {

    /// The same change, once what it needed has merged.
    public Change withoutNeed(ChangeKey merged) {
        return needing(needs.stream().filter(key -> !key.equals(merged)).toList());
    }

    /// The same change with further needs, after those that it has.
    public Change alsoNeeding(List<ChangeKey> more) {
        return needing(Stream.concat(needs.stream(), more.stream()).distinct().toList());
    }

    private Change needing(List<ChangeKey> all) {
        return new Change(
                project,
                branch,
                number,
                patchset,
                ref,
                commit,
                parents,
                url,
                message,
                owner,
                topic,
                status,
                workInProgress,
                current,
                blockers,
                files,
                hashtags,
                approvals,
                all);
    }

    public ChangeKey key() {
        return new ChangeKey(project.connection(), number, patchset);
    }

    /// Whether votes on these labels leave nothing in the way (F53). What somebody merged by hand is not in the way.
    public boolean mergesWith(Collection<String> votes) {
        return status == ChangeStatus.MERGED || blockers.stream().allMatch(blocker -> blocker.isLiftedBy(votes));
    }

    @Override
    public String id() {
        return number + "," + patchset;
    }
}
