package dev.sluice.activities.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a build has a place on its host, of which the workbench's host has two.
final class PlacesTest {
    private static final String PAUSE = "- hosts: localhost\n  tasks: [{zuul_return: {data: {zuul: {pause: true}}}}]\n";

    @TempDir
    private Path directory;

    private Workbench bench;

    @BeforeEach
    void setUp() {
        bench = new Workbench(directory);
    }

    @Test
    void aBuildWithNodesHasAPlaceFromItsWorkspacesBeginningToItsEnd() {
        bench.open();
        assertThat(bench.places.free()).isEqualTo(1);
        bench.open();
        assertThat(bench.places.free()).as("opened again").isEqualTo(1);

        bench.executor().closeWorkspace("build1", "SUCCESS");

        assertThat(bench.places.free()).isEqualTo(2);
    }

    @Test
    void aWorkerThatStartsAgainKnowsWhoHasAPlace() {
        bench.open();

        bench.restart();

        assertThat(bench.places.free()).isEqualTo(1);
    }

    @Test
    void aBuildWithoutNodesNeedsNoPlace() {
        bench.hosts.clear();

        bench.open();

        assertThat(bench.places.free()).isEqualTo(2);
    }

    @Test
    void aBuildThatPausesMakesRoomForThoseItWaitsFor() {
        bench.play(PAUSE);
        assertThat(bench.places.free()).isEqualTo(1);

        bench.executor().returned("build1");

        assertThat(bench.places.free()).isEqualTo(2);
        bench.restart();
        assertThat(bench.places.free()).as("after a restart").isEqualTo(2);
    }
}
