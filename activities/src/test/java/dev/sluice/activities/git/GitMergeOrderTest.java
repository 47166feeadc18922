package dev.sluice.activities.git;

import static dev.sluice.activities.git.RemoteRepository.PROJECT;
import static dev.sluice.activities.git.RemoteRepository.files;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitMergeOrderTest {
    @TempDir
    private Path directory;

    private RemoteRepository remote;
    private Repositories repositories;
    private GitMergeOrder order;
    private String root;

    @BeforeEach
    void open() {
        remote = new RemoteRepository(directory.resolve("remote.git"));
        repositories = new Repositories(directory.resolve("clones"), remote.remotes());
        order = new GitMergeOrder(repositories);
        root = remote.commit(files("a", "1"));
        remote.ref("refs/heads/master", root);
    }

    @AfterEach
    void close() {
        repositories.close();
        remote.close();
    }

    private boolean isAfter(String later, String earlier) {
        return order.isAfter(PROJECT, "master", later, earlier);
    }

    @Test
    void aChangeOnTopOfAnotherComesAfterIt() {
        String first = remote.commit(files("a", "2"), root);
        String second = remote.commit(files("a", "3"), first);
        remote.ref("refs/heads/master", second);

        assertThat(isAfter(second, first)).isTrue();
        assertThat(isAfter(first, second)).isFalse();
        assertThat(isAfter(first, first)).isFalse();
    }

    @Test
    void changesSideBySideAreOrderedByTheMergesThatBroughtThem() {
        // The one that was written later is merged first.
        String second = remote.commit(files("a", "1", "s", "1"), root);
        String first = remote.commit(files("a", "1", "f", "1"), root);
        String merge = remote.commit(files("a", "1", "s", "1", "f", "1"), first, second);
        String third = remote.commit(files("a", "1", "t", "1"), root);
        remote.ref("refs/heads/master", remote.commit(files("a", "1", "x", "1"), merge, third));

        assertThat(isAfter(second, first)).isTrue();
        assertThat(isAfter(third, first)).isTrue();
        assertThat(isAfter(third, second)).isTrue();
        assertThat(isAfter(first, second)).isFalse();
        assertThat(isAfter(second, third)).isFalse();
    }

    @Test
    void changesOfOneMergeAreOrderedByTheirOwnHistory() {
        String other = remote.commit(files("a", "1", "o", "1"), root);
        String below = remote.commit(files("a", "1", "b", "1"), root);
        String above = remote.commit(files("a", "1", "b", "2"), below);
        remote.ref("refs/heads/master", remote.commit(files("a", "1", "b", "2", "o", "1"), other, above));

        assertThat(isAfter(above, below)).isTrue();
        assertThat(isAfter(below, above)).isFalse();
    }

    @Test
    void whatMergedSinceTheLastLookIsFetched() {
        String first = remote.commit(files("a", "2"), root);
        remote.ref("refs/heads/master", first);
        assertThat(isAfter(first, root)).isTrue();
        String second = remote.commit(files("a", "3"), first);
        remote.ref("refs/heads/master", second);

        assertThat(isAfter(second, first)).isTrue();
    }

    @Test
    void whatARewriteTookFromTheBranchHasNoOrder() {
        String lost = remote.commit(files("a", "2"), root);
        remote.ref("refs/heads/master", lost);
        assertThat(isAfter(lost, root)).isTrue();
        String instead = remote.commit(files("a", "3"), root);
        remote.ref("refs/heads/master", instead);

        assertThat(isAfter(lost, instead)).isFalse();
        assertThat(isAfter(instead, lost)).isFalse();
        assertThat(order.isAfter(PROJECT, "gone", instead, root)).isFalse();
    }
}
