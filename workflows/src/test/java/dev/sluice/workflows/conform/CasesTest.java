package dev.sluice.workflows.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.engine.conform.ConformRunner;
import dev.sluice.engine.conform.ConformRunner.CaseText;
import dev.sluice.engine.conform.world.SchedulerWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The cases tagged in `conform/through-workflows.txt`, from the same files that the planners alone pass, through
/// tenant,
/// queue, buildset, build and semaphore workflows.
final class CasesTest {
    private static final Path CASES = Path.of("../engine/src/test/resources/conformance");
    private static final Path TAGGED = Path.of("src/test/resources/conform/through-workflows.txt");

    @TestFactory
    Stream<DynamicTest> everyTaggedCasePasses() throws IOException {
        String only = System.getProperty("conform.only", "");
        return tagged().stream()
                .filter(id -> only.isEmpty() || List.of(only.split(",", -1)).contains(id))
                .map(id -> dynamicTest(id, () -> assertThat(play(id)).isEqualTo("PASS " + id)));
    }

    @Test
    void enoughAreTagged() throws IOException {
        assertThat(tagged()).hasSizeGreaterThanOrEqualTo(25).doesNotHaveDuplicates();
    }

    private static String play(String id) throws IOException {
        List<WorkflowStage> stages = new ArrayList<>();
        try {
            ConformRunner runner = ConformRunner.of(played -> {
                stages.add(new WorkflowStage(played));
                return new SchedulerWorld(stages.getLast());
            });
            return runner.run(new CaseText(id + ".yaml", Files.readString(file(id))))
                    .line();
        } finally {
            stages.forEach(WorkflowStage::close);
        }
    }

    private static Path file(String id) {
        return CASES.resolve(id.startsWith("OWN-") ? "own" : "").resolve(id + ".yaml");
    }

    private static List<String> tagged() throws IOException {
        return Files.readAllLines(TAGGED).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
