package dev.sluice.activities.config;

import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.load.ConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Projects as they lie on a disk, for the offline verbs: below one directory, each as `NAME`, `HOST/NAME` or
/// `NAME.git`; a checkout, a git directory, or plain files, which count as the branch `master`.
///
/// Of a checkout, the branch that is checked out is read from the work tree, so that edits not committed yet count.
public final class DiskProjects implements ConfigSource {
    private static final String PLAIN_BRANCH = "master";

    private final Path root;
    private final Map<Project, Path> chosen;
    private final Map<Project, OnDisk> opened = new LinkedHashMap<>();

    /// @param chosen directories of projects that lie elsewhere
    public DiskProjects(Path root, Map<Project, Path> chosen) {
        this.root = root;
        this.chosen = chosen;
    }

    /// @param texts branch → path → text
    private record OnDisk(String defaultBranch, Map<String, Map<String, String>> texts) {
        static final OnDisk ABSENT = new OnDisk(PLAIN_BRANCH, Map.of());
    }

    /// Whether there is anything of the project.
    public boolean has(Project project) {
        return directory(project).isPresent();
    }

    @Override
    public List<String> branches(Project project) {
        return List.copyOf(of(project).texts.keySet());
    }

    @Override
    public Optional<String> file(Project project, String branch, String path) {
        return Optional.ofNullable(
                of(project).texts.getOrDefault(branch, Map.of()).get(path));
    }

    @Override
    public List<String> files(Project project, String branch, String prefix) {
        return of(project).texts.getOrDefault(branch, Map.of()).keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .toList();
    }

    @Override
    public String defaultBranch(Project project) {
        return of(project).defaultBranch;
    }

    private OnDisk of(Project project) {
        OnDisk known = opened.get(project);
        if (known == null) {
            try {
                Optional<Path> directory = directory(project);
                known = directory.isPresent() ? read(directory.get()) : OnDisk.ABSENT;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            opened.put(project, known);
        }
        return known;
    }

    private Optional<Path> directory(Project project) {
        if (chosen.containsKey(project)) {
            return Optional.of(chosen.get(project));
        }
        return Stream.of(project.canonicalName(), project.name(), project.name() + ".git")
                .map(root::resolve)
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static OnDisk read(Path directory) throws IOException {
        boolean checkout = Files.exists(directory.resolve(".git"));
        boolean bare =
                Files.isRegularFile(directory.resolve("HEAD")) && Files.isDirectory(directory.resolve("objects"));
        if (!checkout && !bare) {
            return new OnDisk(PLAIN_BRANCH, Map.of(PLAIN_BRANCH, workTree(directory)));
        }
        var builder = new FileRepositoryBuilder().setMustExist(true);
        try (Repository repository =
                (checkout ? builder.findGitDir(directory.toFile()) : builder.setGitDir(directory.toFile())).build()) {
            Map<String, Map<String, String>> texts = new TreeMap<>();
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                texts.put(ref.getName().substring(Constants.R_HEADS.length()), committed(repository, ref));
            }
            String head = Optional.ofNullable(repository.getBranch()).orElse(PLAIN_BRANCH);
            if (checkout) {
                texts.put(head, workTree(directory));
            }
            return new OnDisk(head, texts);
        }
    }

    private static Map<String, String> committed(Repository repository, Ref ref) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (var walk = new RevWalk(repository);
                var files = new TreeWalk(repository)) {
            files.addTree(walk.parseCommit(ref.getObjectId()).getTree());
            files.setRecursive(true);
            while (files.next()) {
                boolean regular = files.getFileMode(0).equals(FileMode.REGULAR_FILE)
                        || files.getFileMode(0).equals(FileMode.EXECUTABLE_FILE);
                if (regular && mayMatter(files.getPathString())) {
                    byte[] bytes = repository.open(files.getObjectId(0)).getBytes();
                    texts.put(files.getPathString(), new String(bytes, StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    private static Map<String, String> workTree(Path directory) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String path = directory.relativize(file).toString().replace('\\', '/');
                if (!path.startsWith(".git/") && mayMatter(path)) {
                    texts.put(path, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    /// Configuration is in files called `*.yaml`; `.zuul.ignore` says where it is not.
    private static boolean mayMatter(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith("/.zuul.ignore");
    }
}
