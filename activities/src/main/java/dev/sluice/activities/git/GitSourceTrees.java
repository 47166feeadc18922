package dev.sluice.activities.git;

import dev.sluice.activities.contract.SourceTrees;
import dev.sluice.workflows.port.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;

/// Checks out what builds test.
public final class GitSourceTrees implements SourceTrees {
    private final Repositories repositories;
    private final MergedTrees merged;

    public GitSourceTrees(Repositories repositories) {
        this.repositories = repositories;
        this.merged = new MergedTrees(repositories);
    }

    @Override
    public String checkout(SourceTree tree, Path into) {
        ObjectId merge = switch (merged.of(tree)) {
            case Merger.Outcome.Merged(ObjectId result) -> result;
            case Merger.Outcome.Conflict conflict ->
                throw FailureKind.USER.failure(
                        "%s does not merge into branch '%s' of project '%s'; in conflict: %s"
                                .formatted(
                                        conflict.step().ref(),
                                        tree.branch(),
                                        tree.project().name(),
                                        String.join(", ", conflict.files())),
                        null);
        };
        String url = repositories.url(tree.project());
        return repositories.of(tree.project()).read((branches, changes) -> {
            try (Checkout checkout = new Checkout(into, branches, changes);
                    RevWalk walk = new RevWalk(changes)) {
                // An annotated tag stands for its commit.
                ObjectId commit = walk.parseCommit(merge).copy();
                checkout.copyObjects(commit);
                checkout.writeRefs(tree.branch(), ObjectId.fromString(tree.base()), commit, url);
                checkout.writeFiles(commit);
                return commit.name();
            } catch (UnsafeTree | InvalidPathException e) {
                Repositories.delete(into);
                throw FailureKind.USER.failure(
                        "branch '%s' of project '%s' cannot be checked out: %s"
                                .formatted(tree.branch(), tree.project().name(), e.getMessage()),
                        null);
            } catch (IOException | RuntimeException e) {
                Repositories.delete(into);
                throw e;
            }
        });
    }
}
