package dev.sluice.activities.git;

import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Project;
import dev.sluice.workflows.port.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.RevWalkUtils;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/// Projects' content, read from the objects themselves: a symbolic link is never followed, it counts as no file.
public final class GitProjectTrees implements ProjectTrees {
    private static final int LARGEST_FILE_BYTES = 8 * 1024 * 1024;

    private final Repositories repositories;
    private final MergedTrees merged;
    private final ConcurrentMap<Project, String> defaultBranches = new ConcurrentHashMap<>();

    public GitProjectTrees(Repositories repositories) {
        this.repositories = repositories;
        this.merged = new MergedTrees(repositories);
    }

    @Override
    public Map<String, String> branches(Project project) {
        ProjectClone clone = repositories.of(project);
        String head = clone.fetchBranches();
        if (!head.isEmpty()) {
            defaultBranches.put(project, head);
        }
        return clone.read((branches, changes) -> {
            TreeMap<String, String> tips = new TreeMap<>();
            for (Ref ref : branches.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                tips.put(
                        ref.getName().substring(Constants.R_HEADS.length()),
                        ref.getObjectId().name());
            }
            return tips;
        });
    }

    @Override
    public String defaultBranch(Project project) {
        String known = defaultBranches.get(project);
        if (known == null) {
            branches(project);
            known = defaultBranches.getOrDefault(project, Constants.MASTER);
        }
        return known;
    }

    @Override
    public Optional<String> tag(Project project, String tag) {
        if (!Repository.isValidRefName(Constants.R_TAGS + tag)) {
            return Optional.empty();
        }
        return repositories.of(project).read((branches, changes) -> {
            Ref ref = branches.exactRef(Constants.R_TAGS + tag);
            if (ref == null) {
                return Optional.<String>empty();
            }
            try (RevWalk walk = new RevWalk(branches)) {
                return Optional.of(walk.parseCommit(ref.getObjectId()).name());
            }
        });
    }

    @Override
    public List<String> branchesContaining(Project project, String commit) {
        ProjectClone clone = repositories.of(project);
        clone.fetchBranches();
        return clone.read((branches, changes) -> {
            try (RevWalk walk = new RevWalk(branches)) {
                List<Ref> heads = branches.getRefDatabase().getRefsByPrefix(Constants.R_HEADS);
                // A tag may name a tag object: what it stands for counts.
                RevCommit tagged = walk.parseCommit(ObjectId.fromString(commit));
                return RevWalkUtils.findBranchesReachableFrom(tagged, walk, heads).stream()
                        .map(ref -> ref.getName().substring(Constants.R_HEADS.length()))
                        .sorted()
                        .toList();
            } catch (MissingObjectException detached) {
                return List.<String>of();
            }
        });
    }

    @Override
    public Optional<String> file(Project project, String commit, String path) {
        ProjectClone clone = repositories.of(project);
        clone.require(commit, "");
        return clone.read((branches, changes) -> {
            try (RevWalk walk = new RevWalk(changes);
                    TreeWalk found = TreeWalk.forPath(changes, path, tree(walk, commit))) {
                return found == null || !isFile(found.getFileMode(0))
                        ? Optional.<String>empty()
                        : Optional.of(text(changes, found.getObjectId(0), project, path));
            }
        });
    }

    @Override
    public List<String> files(Project project, String commit, String prefix) {
        ProjectClone clone = repositories.of(project);
        clone.require(commit, "");
        String directory = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return clone.read((branches, changes) -> {
            List<String> paths = new ArrayList<>();
            try (RevWalk walk = new RevWalk(changes);
                    TreeWalk files = new TreeWalk(changes)) {
                files.addTree(tree(walk, commit));
                files.setRecursive(true);
                if (!directory.isEmpty()) {
                    files.setFilter(PathFilter.create(directory));
                }
                while (files.next()) {
                    if (isFile(files.getFileMode(0))) {
                        paths.add(files.getPathString());
                    }
                }
            }
            return paths.stream().sorted().toList();
        });
    }

    @Override
    public Merge merge(SourceTree tree) {
        return switch (merged.of(tree)) {
            case Merger.Outcome.Merged(ObjectId commit) -> new Merge.Merged(commit.name());
            case Merger.Outcome.Conflict conflict ->
                new Merge.Conflict(conflict.step().ref(), conflict.files());
        };
    }

    private static RevTree tree(RevWalk walk, String commit) throws IOException {
        return walk.parseCommit(ObjectId.fromString(commit)).getTree();
    }

    private static boolean isFile(FileMode mode) {
        return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
    }

    private static String text(Repository repository, ObjectId blob, Project project, String path) throws IOException {
        ObjectLoader content = repository.open(blob, Constants.OBJ_BLOB);
        if (content.getSize() > LARGEST_FILE_BYTES) {
            throw FailureKind.CONFIG.failure(
                    "file '%s' of project '%s' has %d bytes; at most %d can be read as configuration."
                            .formatted(path, project.name(), content.getSize(), LARGEST_FILE_BYTES),
                    null);
        }
        return new String(content.getBytes(LARGEST_FILE_BYTES), StandardCharsets.UTF_8);
    }
}
