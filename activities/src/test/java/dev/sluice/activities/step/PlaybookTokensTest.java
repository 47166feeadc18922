package dev.sluice.activities.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.step.Workbench.FakeSigner;
import dev.sluice.engine.playbook.StepStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybookTokensTest {
    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    Path directory;

    private final FakeSigner signer = new FakeSigner();
    private Instant now = START;

    @Test
    void makesTheClaimsThatZuulMakes() {
        Workbench bench = new Workbench(directory);

        tokens(bench, new Hidden()).of(0);

        assertThat(signer.signed)
                .containsExactly(Map.ofEntries(
                        Map.entry("iss", "https://ci.example.com"),
                        Map.entry("sub", "secret:tenant/review.example.com/org/config/cloud_secret"),
                        Map.entry("build-uuid", "build1"),
                        Map.entry("job-name", "unit"),
                        Map.entry("playbook", "review.example.com/org/config/playbooks/p0.yaml"),
                        Map.entry("pipeline", "check"),
                        Map.entry("tenant", "tenant"),
                        Map.entry("iat", START.getEpochSecond()),
                        Map.entry("exp", START.getEpochSecond() + 600),
                        Map.entry("aud", "cloud")));
    }

    @Test
    void signsAnewOnceHalfOfTheLifeIsOver() {
        Workbench bench = new Workbench(directory);
        PlaybookTokens tokens = tokens(bench, new Hidden());
        Object first = tokens.of(0).get("cloud");

        now = START.plusSeconds(299);
        assertThat(tokens.of(0)).containsEntry("cloud", first);
        now = START.plusSeconds(300);
        assertThat(tokens.of(0).get("cloud")).isNotEqualTo(first);
    }

    @Test
    void anotherProcessGoesOnWithThemAndHidesAll() throws Exception {
        Workbench bench = new Workbench(directory);
        PlaybookTokens before = tokens(bench, new Hidden());
        Object first = before.of(0).get("cloud");
        now = START.plusSeconds(300);
        Object second = before.of(0).get("cloud");
        Path file = directory.resolve("tokens.sealed");
        assertThat(Files.readString(file)).doesNotContain("token-");
        Files.writeString(file, Files.readString(file) + "sealed:torn");
        Hidden hidden = new Hidden();

        PlaybookTokens after = tokens(bench, hidden);

        assertThat(after.of(0)).containsEntry("cloud", second);
        assertThat(signer.signed).hasSize(2);
        assertThat(hidden.mask("saw %s and %s".formatted(first, second))).isEqualTo("saw *** and ***");

        now = START.plusSeconds(600);
        Object third = after.of(0).get("cloud");
        assertThat(tokens(bench, new Hidden()).of(0))
                .as("the line after the torn one is whole")
                .containsEntry("cloud", third);
    }

    /// From the playbook to its log.
    @Test
    void aPlaybookSeesItsTokenAndTheLogDoesNot() {
        Workbench bench = new Workbench(directory);
        bench.secrets.add(Workbench.token("cloud", 600));

        assertThat(bench.play("""
                        - hosts: localhost
                          tasks:
                            - debug: {msg: "it is {{ cloud }}"}
                            - assert: {that: "cloud.startswith('token-1-of-secret:')"}
                        """)).allSatisfy(end -> assertThat(end.status()).isEqualTo(StepStatus.OK));
        assertThat(bench.logs.text()).contains("it is ***").doesNotContain("token-1");
    }

    private PlaybookTokens tokens(Workbench bench, Hidden hidden) {
        bench.secrets.clear();
        bench.secrets.add(Workbench.token("cloud", 600));
        return new PlaybookTokens(
                directory.resolve("tokens.sealed"),
                bench.request(),
                List.of(bench.playbook(true, "[]")),
                signer,
                bench.box,
                hidden,
                () -> now);
    }
}
