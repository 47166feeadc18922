package dev.sluice.activities.git;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A new repository with its work tree, which borrows nothing: it may be moved to another machine.
///
/// Objects are copied, never hard-linked: a build that writes into its own pack files must not reach the clone.
final class Checkout implements AutoCloseable {
    private final FileRepository branches;
    private final FileRepository changes;
    private final Repository repository;
    private final Path gitDirectory;

    Checkout(Path workTree, FileRepository branches, FileRepository changes) throws IOException {
        this.branches = branches;
        this.changes = changes;
        Files.createDirectories(workTree);
        this.gitDirectory = workTree.resolve(Constants.DOT_GIT);
        this.repository = new FileRepositoryBuilder()
                .setWorkTree(workTree.toFile())
                .setGitDir(gitDirectory.toFile())
                .build();
        repository.create(false);
    }

    /// All that branches and tags reach, and of changes under review only what the commit itself needs.
    void copyObjects(ObjectId commit) throws IOException {
        Path from = branches.getObjectsDirectory().toPath();
        Path to = gitDirectory.resolve("objects");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path relative = from.relativize(file);
                if (relative.startsWith("info") || file.getFileName().toString().endsWith(".tmp")) {
                    continue;
                }
                Path target = to.resolve(relative.toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        Set<ObjectId> there = new TreeSet<>();
        for (Ref ref : branches.getRefDatabase().getRefs()) {
            if (!ref.isSymbolic() && ref.getObjectId() != null) {
                there.add(ref.getObjectId());
            }
        }
        pack(commit, there, to.resolve("pack"));
    }

    private void pack(ObjectId commit, Set<ObjectId> there, Path directory) throws IOException {
        try (PackWriter writer = new PackWriter(changes)) {
            writer.setThin(false);
            writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(commit), there);
            if (writer.getObjectCount() == 0) {
                return;
            }
            Files.createDirectories(directory);
            String name = "pack-" + writer.computeName().name();
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(directory.resolve(name + ".pack")))) {
                writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
            }
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(directory.resolve(name + ".idx")))) {
                writer.writeIndex(out);
            }
        }
    }

    void writeRefs(String branch, ObjectId base, ObjectId commit, String url) throws IOException {
        TreeMap<String, String> packed = new TreeMap<>();
        for (Ref ref : branches.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
            String name = ref.getName().substring(Constants.R_HEADS.length());
            packed.put(Constants.R_REMOTES + "origin/" + name, ref.getObjectId().name());
        }
        for (Ref ref : branches.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            packed.put(ref.getName(), ref.getObjectId().name());
        }
        packed.computeIfPresent(Constants.R_REMOTES + "origin/" + branch, (name, tip) -> base.name());
        StringBuilder lines = new StringBuilder();
        packed.forEach((name, id) -> lines.append(id).append(' ').append(name).append('\n'));
        Files.writeString(gitDirectory.resolve("packed-refs"), lines);

        boolean onBranch = !branch.startsWith(Constants.R_REFS);
        // A tag, or another ref that is no branch, is checked out as git does it: with no branch at all.
        RefUpdate update = onBranch
                ? repository.updateRef(Constants.R_HEADS + branch)
                : repository.updateRef(Constants.HEAD, true);
        update.setNewObjectId(commit);
        update.disableRefLog();
        RefUpdate.Result result = update.forceUpdate();
        if (result == RefUpdate.Result.REJECTED_MISSING_OBJECT) {
            throw new MissingObjectException(commit, Constants.TYPE_COMMIT);
        }
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FORCED) {
            throw new IOException("branch '" + branch + "' could not be written: " + result);
        }
        if (onBranch) {
            repository.updateRef(Constants.HEAD, false).link(Constants.R_HEADS + branch);
        }

        StoredConfig config = repository.getConfig();
        config.setString("remote", "origin", "url", url);
        config.setString("remote", "origin", "fetch", "+refs/heads/*:refs/remotes/origin/*");
        if (onBranch) {
            config.setString("branch", branch, "remote", "origin");
            config.setString("branch", branch, "merge", Constants.R_HEADS + branch);
        }
        config.save();
    }

    /// Names that no file system should see (`.git`, `..`) are refused by JGit; see also [#refuseFilesBelowLinks].
    void writeFiles(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            ObjectId tree = walk.parseCommit(commit).getTree();
            refuseFilesBelowLinks(tree);
            DirCache index = repository.lockDirCache();
            try {
                DirCacheCheckout checkout = new DirCacheCheckout(repository, index, tree);
                checkout.setFailOnConflict(true);
                checkout.checkout();
            } finally {
                index.unlock();
            }
        }
    }

    /// A forged tree may hold `a` as a link and `a/b` as a file, which would be written wherever the link points.
    private void refuseFilesBelowLinks(ObjectId tree) throws IOException {
        Set<String> leaves = new TreeSet<>();
        try (TreeWalk files = new TreeWalk(repository)) {
            files.addTree(tree);
            files.setRecursive(true);
            while (files.next()) {
                leaves.add(files.getPathString());
            }
        }
        for (String path : leaves) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                if (leaves.contains(path.substring(0, slash))) {
                    throw new UnsafeTree(path);
                }
            }
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
