package dev.sluice.activities.git;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.engine.change.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// What this host has of a project, in two bare repositories.
///
/// The first holds branches and tags: what everyone who may read the project may see, so its objects can be given to a
/// build whole. The second sits inside it, borrows its objects, and holds changes under review and merges of them, of
/// which a build gets only its own.
///
/// Work on the content shares a lock; fetching, tidying and cloning anew have it alone. Content found broken is thrown
/// away and cloned again, once.
final class ProjectClone {
    private static final int TIDY_ABOVE_PACKS = 40;

    /// Something done with a project's content.
    @FunctionalInterface
    interface Work<T> {
        T with(FileRepository branches, FileRepository changes) throws IOException;
    }

    private final Project project;
    private final Path directory;
    private final Fetcher fetcher;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile Repositories.Pair open;

    ProjectClone(Project project, Path directory, Fetcher fetcher) {
        this.project = project;
        this.directory = directory;
        this.fetcher = fetcher;
        this.open = opened();
    }

    <T> T read(Work<T> work) {
        return whole(() -> {
            lock.readLock().lock();
            try {
                return work.with(open.branches(), open.changes());
            } finally {
                lock.readLock().unlock();
            }
        });
    }

    /// Brings branches and tags up to date.
    ///
    /// @return the default branch as the server told it; empty when it did not
    String fetchBranches() {
        return whole(() -> {
            lock.writeLock().lock();
            try {
                String head = fetcher.branches(project, open.branches());
                tidy(open.branches());
                return head;
            } finally {
                lock.writeLock().unlock();
            }
        });
    }

    /// Makes sure that a commit is here: among the branches, or by fetching its ref.
    ///
    /// @param ref empty when only branches can lead to the commit
    void require(String commit, String ref) {
        if (!ref.isEmpty() && !has(commit)) {
            whole(() -> {
                lock.writeLock().lock();
                try {
                    fetcher.ref(project, open.changes(), ref);
                    tidy(open.changes());
                    return ref;
                } finally {
                    lock.writeLock().unlock();
                }
            });
        }
        if (!has(commit)) {
            fetchBranches();
        }
        if (!has(commit)) {
            throw new InfrastructureFailure(
                    "commit %s of project '%s' cannot be had from %s; it may have been removed there."
                            .formatted(commit, project.name(), project.connection()));
        }
    }

    void close() {
        open.close();
    }

    boolean has(String commit) {
        return read((branches, changes) -> changes.getObjectDatabase().has(ObjectId.fromString(commit)));
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws IOException;
    }

    private <T> T whole(Attempt<T> attempt) {
        Repositories.Pair used = open;
        try {
            return attempt.run();
        } catch (MissingObjectException | CorruptObjectException | IncorrectObjectTypeException e) {
            cloneAgain(used, e);
        } catch (IOException e) {
            throw failure(e);
        }
        try {
            return attempt.run();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void cloneAgain(Repositories.Pair broken, IOException reason) {
        lock.writeLock().lock();
        try {
            // Another thread may have been here in the meantime.
            if (open.equals(broken)) {
                Repositories.LOG.warn("the clone {} is broken ({}) and is made anew", directory, reason.getMessage());
                broken.close();
                Repositories.delete(directory);
                open = opened();
                fetcher.branches(project, open.branches());
            }
        } catch (IOException e) {
            throw failure(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private InfrastructureFailure failure(IOException e) {
        return new InfrastructureFailure(
                "work on the clone '%s' of project '%s' failed (%s). Check the disk; the clone may be removed, it is made again."
                        .formatted(directory, project.name(), e.getMessage()),
                e);
    }

    private Repositories.Pair opened() {
        try {
            return pair();
        } catch (IOException | RuntimeException e) {
            Repositories.LOG.warn("the clone {} cannot be opened ({}) and is made anew", directory, e.getMessage());
        }
        try {
            Repositories.delete(directory);
            return pair();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Repositories.Pair pair() throws IOException {
        FileRepository branches = bare(directory);
        FileRepository changes = bare(directory.resolve("changes.git"));
        Path alternates = changes.getObjectsDirectory().toPath().resolve("info/alternates");
        if (!Files.exists(alternates)) {
            Files.createDirectories(alternates.getParent());
            Files.writeString(alternates, "../../objects\n");
        }
        return new Repositories.Pair(branches, changes);
    }

    private static FileRepository bare(Path at) throws IOException {
        FileRepository repository = (FileRepository) new FileRepositoryBuilder()
                .setBare()
                .setGitDir(at.toFile())
                .setMustExist(false)
                .build();
        if (!Files.exists(at.resolve("HEAD"))) {
            Files.createDirectories(at);
            repository.create(true);
        }
        // Tidying waits for the lock: JGit's own, which a fetch begins, would run beside readers and beside ours.
        repository.getConfig().setInt("gc", null, "auto", 0);
        repository.getConfig().setInt("gc", null, "autopacklimit", 0);
        // Nobody reads beside us, so that the packs of the last hour need not stay as well.
        repository.getConfig().setString("gc", null, "prunepackexpire", "now");
        repository.getConfig().save();
        return repository;
    }

    private static void tidy(Repository repository) {
        if (((FileRepository) repository).getObjectDatabase().getPacks().size() <= TIDY_ABOVE_PACKS) {
            return;
        }
        try (Git git = Git.wrap(repository)) {
            git.gc().call();
        } catch (GitAPIException e) {
            Repositories.LOG.warn("tidying {} failed: {}", repository.getDirectory(), e.getMessage());
        }
    }
}
