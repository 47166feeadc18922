package dev.sluice.activities.git;

import static dev.sluice.activities.git.RemoteRepository.PROJECT;
import static dev.sluice.activities.git.RemoteRepository.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.ProjectTrees.Merge;
import dev.sluice.activities.contract.SourceTrees.MergeStep;
import dev.sluice.activities.contract.SourceTrees.SourceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MergerTest {
    private static final String LINES = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

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

    private String root() {
        String root = remote.commit(files("a", LINES, "b", "b\n", "old", LINES));
        remote.ref("refs/heads/master", root);
        return root;
    }

    private Merge merge(String base, MergeStep... steps) {
        return trees.merge(new SourceTree(PROJECT, "master", base, List.of(steps)));
    }

    private String merged(String base, MergeStep... steps) {
        Merge merge = merge(base, steps);
        assertThat(merge).isInstanceOf(Merge.Merged.class);
        return ((Merge.Merged) merge).commit();
    }

    private Map<String, String> content(String commit) {
        Map<String, String> content = files();
        for (String path : trees.files(PROJECT, commit, "")) {
            content.put(path, trees.file(PROJECT, commit, path).orElseThrow());
        }
        return content;
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "merge-resolve", "merge-recursive", "merge-ort", "cherry-pick", "rebase"})
    void everyModeBringsBothSidesTogether(String mode) {
        String root = root();
        String master = remote.commit(files("a", "one\n" + LINES, "b", "b\n", "old", LINES), root);
        remote.ref("refs/heads/master", master);
        String change = remote.commit(files("a", LINES + "ten\n", "c", "c\n", "old", LINES), root);

        String commit = merged(master, remote.step(1, change, mode));

        assertThat(content(commit)).isEqualTo(files("a", "one\n" + LINES + "ten\n", "c", "c\n", "old", LINES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "merge-resolve", "merge-recursive", "merge-ort", "cherry-pick", "rebase"})
    void everyModeNamesTheFilesInConflict(String mode) {
        String root = root();
        String master = remote.commit(files("a", "mine\n", "b", "mine\n", "old", LINES), root);
        remote.ref("refs/heads/master", master);
        MergeStep fine = remote.step(1, remote.commit(files("a", LINES, "b", "b\n", "old", "x\n"), root), mode);
        MergeStep step = remote.step(2, remote.commit(files("a", "yours\n", "b", "yours\n", "old", LINES), root), mode);

        assertThat(merge(master, fine, step)).isEqualTo(new Merge.Conflict(step.ref(), List.of("a", "b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "merge-resolve", "cherry-pick", "rebase"})
    void changeAndDeletionOfOneFileConflict(String mode) {
        String root = root();
        String master = remote.commit(files("b", "b\n", "old", LINES), root);
        remote.ref("refs/heads/master", master);
        MergeStep step = remote.step(1, remote.commit(files("a", LINES + "x\n", "b", "b\n", "old", LINES), root), mode);

        assertThat(merge(master, step)).isEqualTo(new Merge.Conflict(step.ref(), List.of("a")));
    }

    @Test
    void renameOnOneSideAndChangeOnTheOtherConflictAsInGerrit() {
        String root = root();
        String master = remote.commit(files("a", LINES, "b", "b\n", "new", LINES), root);
        remote.ref("refs/heads/master", master);
        String change = remote.commit(files("a", LINES, "b", "b\n", "old", LINES + "x\n"), root);

        MergeStep step = remote.step(1, change, "merge-resolve");

        assertThat(merge(master, step)).isEqualTo(new Merge.Conflict(step.ref(), List.of("old")));
    }

    @Test
    void deletionsOnBothSidesAreNoConflict() {
        String root = root();
        String master = remote.commit(files("a", LINES, "b", "b\n"), root);
        remote.ref("refs/heads/master", master);
        String change = remote.commit(files("a", LINES), root);

        assertThat(content(merged(master, remote.step(1, change, "merge-resolve"))))
                .isEqualTo(files("a", LINES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge-resolve", "cherry-pick", "rebase"})
    void theCommitUnderReviewItselfIsTestedOnTheTipItIsBasedOn(String mode) {
        String root = root();
        String change = remote.commit(files("a", "x\n"), root);

        assertThat(merged(root, remote.step(1, change, mode))).isEqualTo(change);
    }

    /// The branch was rewritten below a change: what Gerrit would merge comes back, as it does there.
    @Test
    void changeOfARewrittenBranchBringsItsOldParentAlong() {
        String root = root();
        String dropped = remote.commit(files("a", LINES, "b", "b\n", "old", LINES, "dropped", "d\n"), root);
        String change =
                remote.commit(files("a", LINES, "b", "b\n", "old", LINES, "dropped", "d\n", "mine", "m\n"), dropped);
        String rewritten = remote.commit(files("a", LINES, "b", "other\n", "old", LINES), root);
        remote.ref("refs/heads/master", rewritten);

        String merged = merged(rewritten, remote.step(1, change, "merge-resolve"));

        assertThat(content(merged)).containsKeys("dropped", "mine").containsEntry("b", "other\n");
    }

    @Test
    void changeThatIsAlreadyThereChangesNothing() {
        String root = root();
        String master = remote.commit(files("a", "x\n"), root);
        remote.ref("refs/heads/master", master);

        assertThat(merged(master, remote.step(1, root, "merge-resolve"))).isEqualTo(master);
    }

    @Test
    void pickOfAnEqualChangeChangesNothing() {
        String root = root();
        String master = remote.commit(files("a", "x\n"), root);
        remote.ref("refs/heads/master", master);
        String same = remote.commit(files("a", "x\n"), root);

        assertThat(merged(master, remote.step(1, same, "cherry-pick"))).isEqualTo(master);
    }

    @Test
    void rebaseTakesEachUnmergedCommitWithItsOwnMessageAndAuthor() {
        String root = root();
        String master = remote.commit(files("a", LINES, "b", "b\n", "old", LINES, "m", "m\n"), root);
        remote.ref("refs/heads/master", master);
        String first = remote.commit(files("a", LINES, "b", "1\n", "old", LINES), root);
        String second = remote.commit(files("a", LINES, "b", "2\n", "old", LINES), first);

        String commit = merged(master, remote.step(1, second, "rebase"));

        assertThat(content(commit)).isEqualTo(files("a", LINES, "b", "2\n", "m", "m\n", "old", LINES));
        assertThat(log(commit)).containsExactly("Commit 4", "Commit 3", "Commit 2", "Commit 1");
    }

    @Test
    void mergeOfSeveralAncestorsWorksWithResolveToo() {
        String root = root();
        String left = remote.commit(files("a", "L\n" + LINES, "b", "b\n"), root);
        String right = remote.commit(files("a", LINES + "R\n", "b", "b\n"), root);
        String crossed = remote.commit(files("a", "L\n" + LINES + "R\n", "b", "b\n"), left, right);
        String master = remote.commit(files("a", "L\n" + LINES + "R\n", "b", "b\n", "m", "m\n"), right, left);
        remote.ref("refs/heads/master", master);
        String change = remote.commit(files("a", "L\n" + LINES + "R\n", "b", "c\n"), crossed);

        assertThat(content(merged(master, remote.step(1, change, "merge-resolve"))))
                .isEqualTo(files("a", "L\n" + LINES + "R\n", "b", "c\n", "m", "m\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "merge-resolve", "cherry-pick", "rebase"})
    void twoHostsMakeTheSameCommit(String mode) {
        String root = root();
        String master = remote.commit(files("a", "one\n" + LINES), root);
        remote.ref("refs/heads/master", master);
        MergeStep first = remote.step(1, remote.commit(files("a", LINES + "ten\n", "b", "b\n"), root), mode);
        MergeStep second = remote.step(2, remote.commit(files("a", LINES, "b", "b2\n", "c", "c\n"), root), mode);
        SourceTree tree = new SourceTree(PROJECT, "master", master, List.of(first, second));

        Merge here = trees.merge(tree);

        try (Repositories others = new Repositories(directory.resolve("elsewhere"), remote.remotes())) {
            assertThat(new GitProjectTrees(others).merge(tree)).isEqualTo(here);
        }
    }

    @Test
    void unknownModesAndSquashAreRefusedWithTheAllowedOnes() {
        String root = root();
        MergeStep squash = remote.step(1, remote.commit(files("a", "x\n"), root), "squash-merge");
        MergeStep unknown = remote.step(1, remote.commit(files("a", "x\n"), root), "octopus");

        assertThatThrownBy(() -> merge(root, squash))
                .hasMessageContaining("merge-mode 'squash-merge': Gerrit cannot merge with it. Allowed")
                .hasMessageContaining("cherry-pick, rebase");
        assertThatThrownBy(() -> merge(root, unknown)).hasMessageContaining("'octopus': it is not known");
    }

    private List<String> log(String commit) {
        return repositories.of(PROJECT).read((branches, changes) -> {
            try (var walk = new org.eclipse.jgit.revwalk.RevWalk(changes)) {
                walk.markStart(walk.parseCommit(org.eclipse.jgit.lib.ObjectId.fromString(commit)));
                return java.util.stream.StreamSupport.stream(walk.spliterator(), false)
                        .map(each -> each.getShortMessage())
                        .toList();
            }
        });
    }
}
