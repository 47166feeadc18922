package dev.sluice.engine.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.engine.config.Parsed;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConfigConformanceTest {

    @TestFactory
    Stream<DynamicTest> everyConfigCasePasses() {
        return CaseFiles.all().stream()
                .filter(text -> read(text).value().orElseThrow().level().equals("config"))
                .map(text -> dynamicTest(
                        text.path(),
                        () -> assertThat(ConformRunner.ofConfig().run(text).line())
                                .startsWith("PASS ")));
    }

    @TestFactory
    Stream<DynamicTest> everyTenantOfASchedulerCaseLoads() {
        return CaseFiles.all().stream()
                .map(text -> read(text).value().orElseThrow())
                .filter(read -> read.level().equals("scheduler"))
                .map(read -> dynamicTest(
                        read.id(),
                        () -> assertThat(new ConfigWorld(read).problems()).isEmpty()));
    }

    @Test
    void everyFileIsACase() {
        assertThat(CaseFiles.all())
                .allSatisfy(text -> assertThat(read(text).problems()).isEmpty());
    }

    @Test
    void refusesAnUnknownKey() {
        var text = new ConformRunner.CaseText("X.yaml", "case: X\nlevel: config\nsofa: 1\n");

        assertThat(ConformRunner.ofConfig().run(text).line())
                .startsWith("FAIL X: ")
                .contains("sofa");
    }

    private static Parsed<Optional<ConformanceCase>> read(ConformRunner.CaseText text) {
        Parsed<Optional<ConformanceCase>> parsed = CaseReader.read(text.path(), text.text());
        assertThat(parsed.problems()).isEmpty();
        return parsed;
    }
}
