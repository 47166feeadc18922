package dev.sluice.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.engine.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Golden files: `problems/invalid/*.case` with what the user is told in the `.txt` beside it, and `problems/valid`.
/// Run with `-Dproblems.update` to write the `.txt` files anew.
class ProblemCasesTest {
    private static final Path ROOT = Path.of("src/test/resources/problems");
    /// Told by tests of their own, for their causes do not fit into a file.
    private static final List<ConfigCode> ELSEWHERE = List.of(
            ConfigCode.FILE_TOO_LARGE,
            ConfigCode.TOO_MANY_PROBLEMS,
            ConfigCode.DEPENDS_ON_CONFIG_PROJECT,
            ConfigCode.DEPENDS_ON_INVALID);

    @TestFactory
    Stream<DynamicTest> tellsWhatIsWrong() throws IOException {
        return cases("invalid").stream()
                .map(path -> dynamicTest(path.getFileName().toString(), () -> {
                    String told = ProblemCase.read(path).told();
                    Path golden = golden(path);
                    if (System.getProperty("problems.update") != null) {
                        Files.writeString(golden, told);
                    }
                    assertThat(told).isEqualTo(Files.readString(golden));
                }));
    }

    @TestFactory
    Stream<DynamicTest> saysNothingWhereNothingIsWrong() throws IOException {
        return cases("valid").stream()
                .map(path -> dynamicTest(
                        path.getFileName().toString(),
                        () -> assertThat(ProblemCase.read(path).told()).isEmpty()));
    }

    @Test
    void everyCodeHasItsCase() throws IOException {
        TreeSet<String> told = new TreeSet<>();
        for (Path path : cases("invalid")) {
            ProblemCase.read(path).problems().stream().map(Problem::code).forEach(told::add);
        }
        ELSEWHERE.forEach(code -> told.add(code.code()));

        assertThat(told)
                .containsExactlyElementsOf(new TreeSet<>(
                        Arrays.stream(ConfigCode.values()).map(ConfigCode::code).toList()));
    }

    @Test
    void noFileGoesUnread() throws IOException {
        List<Path> read = new ArrayList<>();
        cases("invalid").forEach(path -> {
            read.add(path);
            read.add(golden(path));
        });
        read.addAll(cases("valid"));
        try (Stream<Path> files = Files.walk(ROOT)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactlyInAnyOrderElementsOf(read);
        }
    }

    @Test
    void everyProblemShowsItsPlaceAndItsStanza() throws IOException {
        for (Path path : cases("invalid")) {
            for (Problem problem : ProblemCase.read(path).problems()) {
                boolean whole = problem.where().line() == 0;
                assertThat(problem.stanza().isEmpty())
                        .as("%s of %s", problem.oneLine(), path)
                        .isEqualTo(whole);
            }
        }
    }

    private static List<Path> cases(String folder) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(path -> path.toString().endsWith(".case"))
                    .sorted()
                    .toList();
        }
    }

    private static Path golden(Path path) {
        return path.resolveSibling(path.getFileName().toString().replace(".case", ".txt"));
    }
}
