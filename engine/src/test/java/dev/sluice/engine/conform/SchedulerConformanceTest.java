package dev.sluice.engine.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.engine.conform.world.SchedulerWorld;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Plays every scheduler case with the planners in the fake world.
final class SchedulerConformanceTest {

    @TestFactory
    Stream<DynamicTest> everySchedulerCasePasses() {
        return cases().stream()
                .map(text -> dynamicTest(
                        text.path(),
                        () -> assertThat(ConformRunner.of(SchedulerWorld::new)
                                        .run(text)
                                        .line())
                                .startsWith("PASS ")));
    }

    @Test
    void findsCases() {
        assertThat(cases()).isNotEmpty();
    }

    private static List<ConformRunner.CaseText> cases() {
        return CaseFiles.all().stream()
                .filter(text -> text.text().contains("\nlevel: scheduler\n"))
                .toList();
    }
}
