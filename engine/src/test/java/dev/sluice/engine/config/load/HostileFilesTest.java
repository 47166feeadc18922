package dev.sluice.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.sluice.engine.TestTenants;
import dev.sluice.engine.conform.MapConfigSource;
import dev.sluice.engine.problem.Problem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Files that want to hurt: each is told clearly, in bounded time, and the other projects load.
class HostileFilesTest {
    private static final String GOOD = "- job: {name: good, parent: null, run: r.yaml}\n";

    @Test
    void tenMillionCharactersAreRefusedUnread() {
        assertThat(codes("- job: {name: a}\n".repeat(10_000_000 / 17))).containsExactly("CONFIG-001");
    }

    @Test
    void aFileOfTwentyThousandStanzasIsReadInBoundedTime() {
        String stanza = "- queue: {name: q}\n";

        List<String> codes = codes(stanza.repeat(20_000));

        assertThat(codes).isNotEmpty().containsOnly("CONFIG-205");
    }

    @Test
    void aFileOfMistakesStopsAtAThousand() {
        assertThat(codes("- a\n".repeat(300_000))).hasSizeLessThan(1_100).contains("CONFIG-014", "CONFIG-102");
    }

    @Test
    void aBillionLaughsAreToldAtOnce() {
        var text = new StringBuilder("- job:\n    name: a\n    vars:\n      l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            text.append("      l%d: &l%d [".formatted(i, i))
                    .append(String.join(", ", java.util.Collections.nCopies(10, "*l" + (i - 1))))
                    .append("]\n");
        }

        assertThat(codes(text.toString())).containsExactly("CONFIG-010");
    }

    @Test
    void brackets() {
        assertThat(codes("[".repeat(1_000_000))).containsExactly("CONFIG-009");
    }

    @Test
    void anAliasOfItself() {
        assertThat(codes("- &a [*a]\n")).contains("CONFIG-011");
    }

    @Test
    void anExpressionThatBacktracksForeverSimplyDoesNotMatch() {
        assertThat(codes("- job: {name: a, branches: '^(?!x)(a+)+$'}\n")).containsExactly("CONFIG-502");
    }

    private static List<String> codes(String text) {
        Map<String, Map<String, Map<String, String>>> repos = new LinkedHashMap<>();
        repos.put("cfg", TestTenants.master("zuul.yaml", GOOD));
        repos.put("p", TestTenants.master("zuul.yaml", text));
        repos.put("q", TestTenants.master("zuul.yaml", "- job: {name: also-good, parent: good}\n"));
        var loader = new LayoutLoader(new ParsedFiles(TestTenants.CONNECTIONS), SecretProbe.TRUSTING);

        LoadedLayout loaded = assertTimeout(
                Duration.ofSeconds(60), () -> loader.load(TestTenants.tenant("p", "q"), new MapConfigSource(repos)));

        assertThat(loaded.layout().jobs()).containsKeys("good", "also-good");
        assertThat(loaded.problems())
                .allSatisfy(problem -> assertThat(problem.where().project()).isEqualTo("review.example.com/p"));
        return loaded.problems().stream().map(Problem::code).toList();
    }
}
