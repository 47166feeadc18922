package dev.sluice.activities.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.change.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Projects on a disk in all their forms: checkout, bare repository, plain files.
final class DiskProjectsTest {
    private static final Project APP = new Project("gerrit", "review.example.com", "org/app");

    @TempDir
    Path root;

    @Test
    void readsTheWorkTreeOfTheBranchThatIsCheckedOutAndTheCommitsOfOthers() throws IOException, GitAPIException {
        repository(root.resolve("org/app"));

        var disk = new DiskProjects(root, Map.of());

        assertThat(disk.branches(APP)).containsExactlyInAnyOrder("main", "stable");
        assertThat(disk.defaultBranch(APP)).isEqualTo("main");
        assertThat(disk.file(APP, "main", "zuul.yaml")).contains("edited");
        assertThat(disk.file(APP, "stable", "zuul.yaml")).contains("committed");
        assertThat(disk.file(APP, "stable", "notes.txt")).isEmpty();
        assertThat(disk.files(APP, "main", "zuul.d/")).containsExactly("zuul.d/a.yaml");
    }

    @Test
    void readsABareRepository() throws IOException, GitAPIException {
        repository(root.resolve("source"));
        Git.cloneRepository()
                .setURI(root.resolve("source").toUri().toString())
                .setBare(true)
                .setDirectory(root.resolve("org/app.git").toFile())
                .call()
                .close();

        var disk = new DiskProjects(root, Map.of());

        assertThat(disk.branches(APP)).contains("main", "stable");
        assertThat(disk.file(APP, "main", "zuul.yaml")).contains("committed");
    }

    @Test
    void takesPlainFilesForTheMasterBranch() throws IOException {
        Path directory = root.resolve("review.example.com/org/app");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("zuul.yaml"), "plain");

        var disk = new DiskProjects(root, Map.of());

        assertThat(disk.branches(APP)).containsExactly("master");
        assertThat(disk.file(APP, "master", "zuul.yaml")).contains("plain");
    }

    @Test
    void followsNoSymbolicLink() throws IOException {
        Path directory = root.resolve("org/app");
        Files.createDirectories(directory);
        Files.writeString(root.resolve("secret.yaml"), "outside");
        Files.createSymbolicLink(directory.resolve("zuul.yaml"), root.resolve("secret.yaml"));

        assertThat(new DiskProjects(root, Map.of()).file(APP, "master", "zuul.yaml"))
                .isEmpty();
    }

    @Test
    void knowsWhatIsNotThere() throws IOException {
        Project other = new Project("gerrit", "review.example.com", "other");
        Path chosen = Files.createDirectories(root.resolve("somewhere"));

        assertThat(new DiskProjects(root, Map.of()).has(other)).isFalse();
        assertThat(new DiskProjects(root, Map.of()).branches(other)).isEmpty();
        assertThat(new DiskProjects(root, Map.of(other, chosen)).has(other)).isTrue();
    }

    private static void repository(Path directory) throws IOException, GitAPIException {
        Files.createDirectories(directory.resolve("zuul.d"));
        try (Git git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call()) {
            Files.writeString(directory.resolve("zuul.yaml"), "committed");
            Files.writeString(directory.resolve("notes.txt"), "notes");
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("first")
                    .setAuthor("a", "a@example.com")
                    .setCommitter("a", "a@example.com")
                    .setSign(false)
                    .call();
            git.branchCreate().setName("stable").call();
            Files.writeString(directory.resolve("zuul.yaml"), "edited");
            Files.writeString(directory.resolve("zuul.d/a.yaml"), "new");
        }
    }
}
