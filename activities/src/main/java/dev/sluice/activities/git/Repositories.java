package dev.sluice.activities.git;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.engine.change.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This host's clones: `<root>/<connection>/<project>.git`. One process uses a root at a time.
public final class Repositories implements AutoCloseable {
    static final Logger LOG = LoggerFactory.getLogger(Repositories.class);
    private static final Pattern SEGMENT = Pattern.compile("[^/\\\\\\p{Cntrl}.][^/\\\\\\p{Cntrl}]*");

    private final Path root;
    private final Fetcher fetcher;
    private final GitRemotes remotes;
    private final ConcurrentMap<String, ProjectClone> clones = new ConcurrentHashMap<>();

    /// @param branches branches and tags
    /// @param changes changes under review and merges; sees the objects of the other
    record Pair(FileRepository branches, FileRepository changes) {
        void close() {
            branches.close();
            changes.close();
        }
    }

    /// @param root a directory of this process, such as `<state-dir>/git`
    public Repositories(Path root, GitRemotes remotes) {
        this.root = root;
        this.remotes = remotes;
        this.fetcher = new Fetcher(remotes);
        IsolatedGit.install(root);
    }

    ProjectClone of(Project project) {
        return clones.computeIfAbsent(
                project.connection() + "/" + project.name(),
                name -> new ProjectClone(project, directory(project), fetcher));
    }

    /// Address without credentials.
    String url(Project project) {
        return remotes.of(project).url();
    }

    private Path directory(Project project) {
        List<String> segments = List.of(project.name().split("/", -1));
        if (!segments.stream().allMatch(segment -> SEGMENT.matcher(segment).matches())) {
            throw new InfrastructureFailure(
                    "project name '%s' cannot be the name of a directory".formatted(project.name()));
        }
        return root.resolve(project.connection()).resolve(project.name() + ".git");
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(Repositories::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(File file) {
        try {
            Files.deleteIfExists(file.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        clones.values().forEach(ProjectClone::close);
        clones.clear();
    }
}
