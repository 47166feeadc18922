package dev.sluice.activities.git;

import dev.sluice.activities.contract.SourceTrees.MergeStep;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.RecursiveMerger;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/// Merges without a work tree. Equal input gives equal commits: names and times come from the steps.
///
/// Like Gerrit's own merges, and like git's `resolve`, none of the modes follows renames: a file renamed on one side
/// and
/// changed on the other is a conflict.
final class Merger {
    private static final String NAME = "Sluice";
    private static final String EMAIL = "sluice@sluice.invalid";

    sealed interface Outcome {
        record Merged(ObjectId commit) implements Outcome {}

        record Conflict(MergeStep step, List<String> files) implements Outcome {}
    }

    private final Repository repository;

    /// @param repository has every commit that the steps name
    Merger(Repository repository) {
        this.repository = repository;
    }

    Outcome mergeStack(ObjectId base, List<MergeStep> steps) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId head = base;
            for (MergeStep step : steps) {
                switch (merge(inserter, head, step)) {
                    case Outcome.Merged merged -> head = merged.commit();
                    case Outcome.Conflict conflict -> {
                        return conflict;
                    }
                }
            }
            inserter.flush();
            return new Outcome.Merged(head);
        }
    }

    private Outcome merge(ObjectInserter inserter, ObjectId head, MergeStep step) throws IOException {
        MergeMode mode = MergeMode.named(step.mode());
        try (RevWalk walk = new RevWalk(inserter.newReader())) {
            RevCommit ours = walk.parseCommit(head);
            RevCommit theirs = walk.parseCommit(ObjectId.fromString(step.commit()));
            if (walk.isMergedInto(theirs, ours)) {
                return new Outcome.Merged(head);
            }
            // The very commit under review is tested when nothing else came before it.
            if (walk.isMergedInto(ours, theirs)) {
                return new Outcome.Merged(theirs.copy());
            }
            return switch (mode) {
                case MERGE, MERGE_RECURSIVE, MERGE_ORT, MERGE_RESOLVE ->
                    mergeCommit(inserter, walk, ours, theirs, step, mode);
                // Git cannot pick a merge without being told a parent.
                case CHERRY_PICK ->
                    theirs.getParentCount() > 1
                            ? mergeCommit(inserter, walk, ours, theirs, step, mode)
                            : pick(inserter, walk, ours, theirs, step);
                case REBASE -> rebase(inserter, walk, ours, theirs, step);
            };
        }
    }

    private Outcome mergeCommit(
            ObjectInserter inserter, RevWalk walk, RevCommit ours, RevCommit theirs, MergeStep step, MergeMode mode)
            throws IOException {
        ResolveMerger merger = mode == MergeMode.MERGE_RESOLVE
                ? (ResolveMerger) MergeStrategy.RESOLVE.newMerger(inserter, repository.getConfig())
                : (RecursiveMerger) MergeStrategy.RECURSIVE.newMerger(inserter, repository.getConfig());
        if (mode == MergeMode.MERGE_RESOLVE && bases(walk, ours, theirs) > 1) {
            // Of several common ancestors `resolve` takes one, which JGit refuses to do.
            merger = (RecursiveMerger) MergeStrategy.RECURSIVE.newMerger(inserter, repository.getConfig());
        }
        if (!merger.merge(ours, theirs)) {
            return conflict(step, merger);
        }
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(merger.getResultTreeId());
        commit.setParentIds(ours, theirs);
        commit.setAuthor(ident(step));
        commit.setCommitter(ident(step));
        commit.setMessage(step.message());
        return new Outcome.Merged(inserter.insert(commit));
    }

    private static int bases(RevWalk walk, RevCommit ours, RevCommit theirs) throws IOException {
        walk.reset();
        walk.setRevFilter(org.eclipse.jgit.revwalk.filter.RevFilter.MERGE_BASE);
        walk.markStart(List.of(ours, theirs));
        int count = 0;
        while (walk.next() != null) {
            count++;
        }
        walk.reset();
        walk.setRevFilter(org.eclipse.jgit.revwalk.filter.RevFilter.ALL);
        return count;
    }

    private Outcome rebase(ObjectInserter inserter, RevWalk walk, RevCommit ours, RevCommit theirs, MergeStep step)
            throws IOException {
        walk.reset();
        walk.sort(RevSort.TOPO, true);
        walk.sort(RevSort.REVERSE, true);
        walk.markStart(theirs);
        walk.markUninteresting(ours);
        List<ObjectId> ids = new ArrayList<>();
        for (RevCommit commit : walk) {
            if (commit.getParentCount() == 1) {
                ids.add(commit.copy());
            }
        }
        ObjectId head = ours.copy();
        for (ObjectId id : ids) {
            try (RevWalk fresh = new RevWalk(inserter.newReader())) {
                Outcome outcome = pick(inserter, fresh, fresh.parseCommit(head), fresh.parseCommit(id), step);
                switch (outcome) {
                    case Outcome.Merged merged -> head = merged.commit();
                    case Outcome.Conflict conflict -> {
                        return conflict;
                    }
                }
            }
        }
        return new Outcome.Merged(head);
    }

    private Outcome pick(ObjectInserter inserter, RevWalk walk, RevCommit ours, RevCommit theirs, MergeStep step)
            throws IOException {
        ResolveMerger merger = (ResolveMerger) MergeStrategy.RESOLVE.newMerger(inserter, repository.getConfig());
        Optional<AnyObjectId> base = theirs.getParentCount() == 0
                ? Optional.empty()
                : Optional.of(walk.parseCommit(theirs.getParent(0)).getTree());
        merger.setBase(base.orElseGet(() -> emptyTree(inserter)));
        if (!merger.merge(ours, theirs)) {
            return conflict(step, merger);
        }
        if (merger.getResultTreeId().equals(ours.getTree())) {
            return new Outcome.Merged(ours.copy());
        }
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(merger.getResultTreeId());
        commit.setParentId(ours);
        commit.setAuthor(theirs.getAuthorIdent());
        commit.setCommitter(ident(step));
        commit.setMessage(theirs.getFullMessage());
        return new Outcome.Merged(inserter.insert(commit));
    }

    private static ObjectId emptyTree(ObjectInserter inserter) {
        try {
            return inserter.insert(org.eclipse.jgit.lib.Constants.OBJ_TREE, new byte[0]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Outcome conflict(MergeStep step, ResolveMerger merger) {
        TreeSet<String> files = new TreeSet<>(merger.getUnmergedPaths());
        if (merger.getFailingPaths() != null) {
            files.addAll(merger.getFailingPaths().keySet());
        }
        return new Outcome.Conflict(step, List.copyOf(files));
    }

    private static PersonIdent ident(MergeStep step) {
        return new PersonIdent(NAME, EMAIL, Instant.ofEpochSecond(step.seconds()), ZoneOffset.UTC);
    }
}
