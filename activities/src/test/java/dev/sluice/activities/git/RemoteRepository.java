package dev.sluice.activities.git;

import dev.sluice.activities.contract.SourceTrees.MergeStep;
import dev.sluice.engine.change.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// A bare repository on disk that stands for a server's, with commits made from plain maps of files.
final class RemoteRepository implements AutoCloseable {
    static final Project PROJECT = new Project("gerrit", "review.example.com", "org/app");

    private final Path directory;
    private final Repository repository;
    private int commits;

    RemoteRepository(Path directory) {
        this.directory = directory;
        try {
            repository = new FileRepositoryBuilder()
                    .setBare()
                    .setGitDir(directory.toFile())
                    .build();
            repository.create(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GitRemotes remotes() {
        String url = directory.toUri().toString();
        return project -> new GitRemotes.Remote("https://review.example.com/" + project.name(), url, "", () -> "");
    }

    Repository repository() {
        return repository;
    }

    /// Files of a tree; a name that ends in `@` is a symbolic link to its content.
    static Map<String, String> files(String... namesAndContents) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            files.put(namesAndContents[i], namesAndContents[i + 1]);
        }
        return files;
    }

    String commit(Map<String, String> files, String... parents) {
        return commitSaying("Commit " + (commits + 1) + "\n", files, parents);
    }

    String commitSaying(String message, Map<String, String> files, String... parents) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree(inserter, files));
            for (String parent : parents) {
                commit.addParentId(ObjectId.fromString(parent));
            }
            PersonIdent ident = new PersonIdent(
                    "A", "a@example.com", Instant.ofEpochSecond(1_700_000_000L + commits++), ZoneOffset.UTC);
            commit.setAuthor(ident);
            commit.setCommitter(ident);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id.name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectId tree(ObjectInserter inserter, Map<String, String> files) throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            boolean link = file.getKey().endsWith("@");
            String path = link ? file.getKey().substring(0, file.getKey().length() - 1) : file.getKey();
            DirCacheEntry entry = new DirCacheEntry(path);
            entry.setFileMode(link ? FileMode.SYMLINK : FileMode.REGULAR_FILE);
            entry.setObjectId(
                    inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(StandardCharsets.UTF_8)));
            builder.add(entry);
        }
        builder.finish();
        return index.writeTree(inserter);
    }

    RemoteRepository ref(String name, String commit) {
        try {
            RefUpdate update = repository.updateRef(name);
            update.setNewObjectId(ObjectId.fromString(commit));
            update.forceUpdate();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RemoteRepository without(String ref) {
        try {
            Ref there = repository.exactRef(ref);
            if (there != null) {
                RefUpdate update = repository.updateRef(ref);
                update.setForceUpdate(true);
                update.delete();
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A step for a commit that is made available under a change's ref.
    MergeStep step(int change, String commit, String mode) {
        String ref = "refs/changes/%02d/%d/1".formatted(change % 100, change);
        ref(ref, commit);
        return new MergeStep(commit, ref, mode, "Merge change " + change, 1_800_000_000L + change);
    }

    @Override
    public void close() {
        repository.close();
    }
}
