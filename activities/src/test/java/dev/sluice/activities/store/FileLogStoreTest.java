package dev.sluice.activities.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLogStoreTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T21:00:00.123456789Z"));

    @TempDir
    Path state;

    @Test
    void writesZuulsLineForm() throws IOException {
        try (var writer = store(1000).writer("b1")) {
            writer.line("builder", "hello | ü");
            writer.line("", "Build starts");
        }
        assertThat(console("b1"))
                .containsExactly(
                        "2026-11-22 21:00:00.123456 | builder | hello | ü",
                        "2026-11-22 21:00:00.123456 | Build starts");
    }

    @Test
    void aLineIsThereAtOnce() throws IOException {
        try (var writer = store(1000).writer("b1")) {
            writer.line("a", "first");
            assertThat(console("b1")).hasSize(1);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has a device that is always full")
    void aFullDiskIsToldWithWhatToDo() throws IOException {
        Path log = Files.createDirectories(state.resolve("logs/b1")).resolve("job-output.txt");
        Files.createSymbolicLink(log, Path.of("/dev/full"));

        try (var writer = store(1000).writer("b1")) {
            assertThatThrownBy(() -> writer.line("a", "first"))
                    .isInstanceOf(InfrastructureFailure.class)
                    .hasMessage("The build log '" + log + "' cannot be written: No space left on device."
                            + " Check the free space and the owner of the state directory. [LOG-WRITE]");
        }
    }

    @Test
    void appendsWhenOpenedAgain() throws IOException {
        for (String line : List.of("one", "two")) {
            try (var writer = store(1000).writer("b1")) {
                writer.line("a", line);
            }
        }
        assertThat(console("b1")).hasSize(2);
    }

    @Test
    void whatOneWriterHidesAllOpenWritersHide() throws IOException {
        var store = store(1000);
        try (var first = store.writer("b1");
                var second = store.writer("b1")) {
            first.hide(List.of("hunter22"));
            second.line("a", "the password is hunter22");
        }
        assertThat(console("b1").getFirst()).endsWith("the password is ***");
    }

    @Test
    void closingOneWriterLeavesTheOthersOpen() throws IOException {
        var store = store(1000);
        var first = store.writer("b1");
        try (var second = store.writer("b1")) {
            first.close();
            first.close();
            second.line("a", "still here");
            assertThat(store.isBeingWritten("b1")).isTrue();
        }
        assertThat(store.isBeingWritten("b1")).isFalse();
        assertThat(console("b1")).hasSize(1);
        assertThatThrownBy(() -> first.line("a", "too late")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void endsWithAClearLineWhenItIsFull() throws IOException {
        try (var writer = store(3 * 1024 * 1024).writer("b1")) {
            for (int i = 0; i < 5; i++) {
                writer.line("a", "x".repeat(1024 * 1024));
            }
        }
        try (var writer = store(3 * 1024 * 1024).writer("b1")) {
            writer.line("a", "short");
        }
        assertThat(console("b1")).hasSize(4);
        assertThat(console("b1").get(2)).contains("This log has reached its limit of 3 MB");
    }

    @Test
    void aLineBreakInALineDoesNotForgeAnother() throws IOException {
        try (var writer = store(1000).writer("b1")) {
            writer.line("a", "one\n2026-11-22 21:00:00.000000 | localhost | forged");
        }
        assertThat(console("b1")).hasSize(1);
    }

    @Test
    void theUrlEndsWithASlash() {
        assertThat(store(1).url("b1")).isEqualTo("http://127.0.0.1:9000/logs/b1/");
    }

    @Test
    void anUnwritableDirectoryIsAnInfrastructureFailureThatNamesIt() throws IOException {
        Files.writeString(state.resolve("logs"), "in the way");
        assertThatThrownBy(() -> store(1).writer("b1"))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("job-output.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../b2", "..", "", "a/b", ".hidden", "b\0"})
    void aStrangeBuildIsRefused(String build) {
        assertThatThrownBy(() -> store(1).writer(build)).isInstanceOf(IllegalArgumentException.class);
        assertThat(store(1).files().list(build, "")).isEmpty();
    }

    @Test
    void servesOnlyWhatLiesInTheBuildsDirectory() throws IOException {
        var store = store(1000);
        try (var writer = store.writer("b1");
                var other = store.writer("b2")) {
            writer.line("a", "one");
            other.line("a", "two");
        }
        Path own = state.resolve("logs/b1");
        Files.createDirectories(own.resolve("sub"));
        Files.createSymbolicLink(own.resolve("escape"), state.resolve("logs/b2/job-output.txt"));
        Files.createSymbolicLink(own.resolve("up"), state);

        LogFiles files = store.files();
        assertThat(files.file("b1", "job-output.txt")).isPresent();
        assertThat(files.list("b1", "").orElseThrow())
                .extracting(LogFiles.Entry::name)
                .containsExactly("job-output.txt", "sub");
        for (String attack : List.of(
                "../b2/job-output.txt",
                "escape",
                "up/logs/b2/job-output.txt",
                "/etc/passwd",
                "..",
                "sub/../../b2/job-output.txt",
                "none",
                "x\0y")) {
            assertThat(files.file("b1", attack)).as(attack).isEmpty();
        }
        assertThat(files.list("b1", "../b2")).isEmpty();
        assertThat(files.list("b1", "up")).isEmpty();
    }

    private FileLogStore store(long maximumBytes) {
        return new FileLogStore(state, "http://127.0.0.1:9000/", maximumBytes, CLOCK);
    }

    private List<String> console(String build) throws IOException {
        return Files.readAllLines(state.resolve("logs").resolve(build).resolve("job-output.txt"));
    }
}
