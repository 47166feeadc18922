package dev.sluice.activities.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadWorkspacesTest {
    @TempDir
    private Path state = Path.of("");

    @Test
    void onlyWorkspacesOfBuildsThatAreOverGo() throws Exception {
        Path dead = Files.createDirectories(state.resolve("workspaces/dead/src/project"));
        Path open = Files.createDirectories(state.resolve("workspaces/open/src"));
        Files.writeString(dead.resolve("file"), "text");

        assertThat(new DeadWorkspaces(state).sweep("open"::equals)).isEqualTo(1);

        assertThat(state.resolve("workspaces/dead")).doesNotExist();
        assertThat(open).exists();
    }

    @Test
    void aLinkOutOfAWorkspaceIsNotFollowed() throws Exception {
        Path outside = Files.createDirectories(state.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "text");
        Path dead = Files.createDirectories(state.resolve("workspaces/dead"));
        Files.createSymbolicLink(dead.resolve("link"), outside);

        new DeadWorkspaces(state).sweep(_ -> false);

        assertThat(outside.resolve("kept")).exists();
        assertThat(dead).doesNotExist();
    }

    @Test
    void aHostWithoutWorkspacesHasNothingToSweep() {
        assertThat(new DeadWorkspaces(state).sweep(_ -> false)).isZero();
    }
}
