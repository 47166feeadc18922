package dev.sluice.engine.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.engine.conform.world.SchedulerWorld;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Plays the scheduler cases whose pipelines are all independent.
final class SchedulerConformanceTest {

    @TestFactory
    Stream<DynamicTest> everyIndependentCasePasses() {
        return independent().stream()
                .map(text -> dynamicTest(
                        text.path(),
                        () -> assertThat(ConformRunner.of(SchedulerWorld::new)
                                        .run(text)
                                        .line())
                                .startsWith("PASS ")));
    }

    @Test
    void findsCases() {
        assertThat(independent()).isNotEmpty();
    }

    private static List<ConformRunner.CaseText> independent() {
        return CaseFiles.all().stream()
                .filter(text -> !text.text().matches("(?s).*manager: (dependent|serial|supercedent).*"))
                .filter(text -> CaseReader.read(text.path(), text.text())
                        .value()
                        .filter(read -> read.level().equals("scheduler"))
                        .isPresent())
                .toList();
    }
}
