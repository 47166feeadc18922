package dev.sluice.activities.gerrit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.ProjectTrees.Merge;
import dev.sluice.activities.contract.SourceTrees.MergeStep;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import dev.sluice.activities.git.GitProjectTrees;
import dev.sluice.activities.git.GitRemotes;
import dev.sluice.activities.git.GitSourceTrees;
import dev.sluice.activities.git.Repositories;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clones, merges and trees of changes that live in a real Gerrit, over HTTP with a password.
final class RepositoriesIT {
    @TempDir
    private Path directory;

    private static GitRemotes remotes(GerritConnection connection, String password) {
        return project -> new GitRemotes.Remote(
                connection.url() + "/" + project.name(),
                connection.url() + "/a/" + project.name(),
                connection.user(),
                () -> password.isEmpty() ? connection.password().get() : password);
    }

    private static MergeStep step(Change change) {
        return new MergeStep(change.commit(), change.ref(), "merge-resolve", "Merge " + change.id(), 1_800_000_000L);
    }

    @Test
    void fetchesMergesAndChecksOutChanges() throws Exception {
        try (LaunchedGerrit gerrit = new LaunchedGerrit(Files.createDirectory(directory.resolve("g")));
                Repositories repositories =
                        new Repositories(directory.resolve("git"), remotes(gerrit.connection(), ""))) {
            gerrit.project("org/app");
            gerrit.rest("PUT", "projects/org%2Fapp/branches/main", "{}");
            gerrit.rest("PUT", "projects/org%2Fapp/HEAD", "{\"ref\":\"refs/heads/main\"}");
            int first = gerrit.change("org/app", "First", "a", "1\n");
            int second = gerrit.change("org/app", "Second", "b", "2\n");
            GerritChanges changes = new GerritChanges(List.of(new GerritRest(gerrit.connection())));
            Project project = gerrit.connection().project("org/app");
            GitProjectTrees trees = new GitProjectTrees(repositories);

            assertThat(trees.branches(project)).containsOnlyKeys("main", "master");
            assertThat(trees.defaultBranch(project)).isEqualTo("main");
            SourceTree tree = new SourceTree(
                    project,
                    "master",
                    trees.branches(project).get("master"),
                    List.of(
                            step(changes.read("gerrit", first, 0).orElseThrow()),
                            step(changes.read("gerrit", second, 0).orElseThrow())));
            String commit = ((Merge.Merged) trees.merge(tree)).commit();
            assertThat(trees.files(project, commit, "")).containsExactly("a", "b");
            assertThat(trees.file(project, commit, "b")).contains("2\n");

            Path work = directory.resolve("work");
            assertThat(new GitSourceTrees(repositories).checkout(tree, work)).isEqualTo(commit);
            assertThat(work.resolve("a")).hasContent("1");
            assertThat(Files.readString(work.resolve(".git/config")))
                    .contains(gerrit.url() + "/org/app")
                    .doesNotContain(gerrit.connection().password().get(), "/a/");

            try (Repositories refused =
                    new Repositories(directory.resolve("refused"), remotes(gerrit.connection(), "no-such-password"))) {
                assertThatThrownBy(() -> new GitProjectTrees(refused).branches(project))
                        .isInstanceOf(InfrastructureFailure.class)
                        .hasMessageContaining("as user 'zuul'")
                        .message()
                        .doesNotContain("no-such-password");
            }
            assertThatThrownBy(() -> trees.branches(gerrit.connection().project("org/absent")))
                    .isInstanceOf(InfrastructureFailure.class)
                    .hasMessageContaining("org/absent");
        }
    }
}
