package dev.sluice.activities.git;

import static dev.sluice.activities.git.RemoteRepository.PROJECT;
import static dev.sluice.activities.git.RemoteRepository.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.ProjectTrees.Merge;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.engine.change.Project;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitProjectTreesTest {
    @TempDir
    private Path directory;

    private RemoteRepository remote;
    private Repositories repositories;
    private GitProjectTrees trees;

    @BeforeEach
    void open() {
        remote = new RemoteRepository(directory.resolve("remote.git"));
        repositories = new Repositories(directory.resolve("clones"), remote.remotes());
        trees = new GitProjectTrees(repositories);
    }

    @AfterEach
    void close() {
        repositories.close();
        remote.close();
    }

    @Test
    void tellsTheBranchesAsTheyAreNow() {
        String first = remote.commit(files("a", "1"));
        remote.ref("refs/heads/master", first).ref("refs/heads/stable/1", first);
        assertThat(trees.branches(PROJECT)).containsOnlyKeys("master", "stable/1");
        String second = remote.commit(files("a", "2"), first);

        remote.ref("refs/heads/master", second).without("refs/heads/stable/1");

        assertThat(trees.branches(PROJECT)).containsExactly(java.util.Map.entry("master", second));
    }

    @Test
    void tellsTheDefaultBranch() throws Exception {
        String first = remote.commit(files("a", "1"));
        remote.ref("refs/heads/main", first).ref("refs/heads/master", first);
        remote.repository().updateRef("HEAD", false).link("refs/heads/main");

        assertThat(trees.defaultBranch(PROJECT)).isEqualTo("main");
    }

    @Test
    void findsTheCommitOfATag() {
        String commit = remote.commit(files("a", "1"));
        remote.ref("refs/heads/master", commit).ref("refs/tags/v/1.0", commit);
        trees.branches(PROJECT);

        assertThat(trees.tag(PROJECT, "v/1.0")).contains(commit);
        assertThat(trees.tag(PROJECT, "1.0")).isEmpty();
        assertThat(trees.tag(PROJECT, "v/1.0~1 ^{}")).isEmpty();
    }

    @Test
    void anEmptyRepositoryHasNoBranches() {
        assertThat(trees.branches(PROJECT)).isEmpty();
        assertThat(trees.defaultBranch(PROJECT)).isEqualTo("master");
    }

    @Test
    void readsFilesOfACommitButNoLinks() {
        String commit = remote.commit(files(
                "zuul.yaml", "- job", "zuul.d/b.yaml", "b", "zuul.d/a.yaml", "a", "zuul.d/l.yaml@", "/etc/passwd"));
        remote.ref("refs/heads/master", commit);

        assertThat(trees.file(PROJECT, commit, "zuul.yaml")).contains("- job");
        assertThat(trees.file(PROJECT, commit, "zuul.d/l.yaml")).isEmpty();
        assertThat(trees.file(PROJECT, commit, "zuul.d")).isEmpty();
        assertThat(trees.file(PROJECT, commit, "absent")).isEmpty();
        assertThat(trees.files(PROJECT, commit, "zuul.d")).containsExactly("zuul.d/a.yaml", "zuul.d/b.yaml");
        assertThat(trees.files(PROJECT, commit, "zuul.d/")).containsExactly("zuul.d/a.yaml", "zuul.d/b.yaml");
        assertThat(trees.files(PROJECT, commit, "zuul.yaml")).containsExactly("zuul.yaml");
        assertThat(trees.files(PROJECT, commit, "zuul")).isEmpty();
    }

    @Test
    void readsTheContentOfAMergeThatNobodyHasPushed() {
        String root = remote.commit(files("zuul.yaml", "old"));
        String master = remote.commit(files("zuul.yaml", "old", "m", "m"), root);
        remote.ref("refs/heads/master", master);
        var step = remote.step(7, remote.commit(files("zuul.yaml", "new"), root), "merge-resolve");

        Merge merge = trees.merge(new SourceTree(PROJECT, "master", master, List.of(step)));

        String commit = ((Merge.Merged) merge).commit();
        assertThat(trees.file(PROJECT, commit, "zuul.yaml")).contains("new");
        assertThat(trees.file(PROJECT, commit, "m")).contains("m");
    }

    @Test
    void saysWhichCommitCannotBeHad() {
        remote.ref("refs/heads/master", remote.commit(files("a", "1")));
        String unknown = "1234567890123456789012345678901234567890";

        assertThatThrownBy(() -> trees.file(PROJECT, unknown, "a"))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessage("commit " + unknown
                        + " of project 'org/app' cannot be had from gerrit; it may have been removed there.");
    }

    @Test
    void refusesProjectNamesThatLeaveTheDirectory() {
        for (String name : List.of("../x", "a/../b", "a//b", ".hidden", "")) {
            assertThatThrownBy(() -> trees.branches(new Project("gerrit", "h", name)))
                    .as(name)
                    .isInstanceOf(InfrastructureFailure.class)
                    .hasMessageContaining("cannot be the name of a directory");
        }
    }

    @Test
    void saysThatARepositoryIsNotThere() {
        GitRemotes nowhere = project -> new GitRemotes.Remote(
                "https://x/y", directory.resolve("nothing").toUri().toString(), "zuul", () -> "secret-password");
        try (Repositories none = new Repositories(directory.resolve("other"), nowhere)) {
            assertThatThrownBy(() -> new GitProjectTrees(none).branches(PROJECT))
                    .isInstanceOf(InfrastructureFailure.class)
                    .hasMessageContaining("'org/app'")
                    .message()
                    .doesNotContain("secret-password");
        }
    }

    /// Each fetch of a change is a pack; one tidying for many of them keeps a busy project's clone small.
    @Test
    void keepsFewPacksHoweverManyChangesAreFetched() {
        String base = remote.commit(files("a", "1"));
        remote.ref("refs/heads/master", base);
        for (int i = 1; i <= 50; i++) {
            String change = remote.commit(files("a", "of change " + i), base);
            remote.ref("refs/changes/01/" + i + "/1", change);
            repositories.of(PROJECT).require(change, "refs/changes/01/" + i + "/1");
        }

        int packs = repositories
                .of(PROJECT)
                .read((branches, changes) ->
                        changes.getObjectDatabase().getPacks().size());

        assertThat(packs).isLessThanOrEqualTo(41);
    }
}
