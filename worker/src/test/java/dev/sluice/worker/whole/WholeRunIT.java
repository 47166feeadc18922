package dev.sluice.worker.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The main job on real Gerrit, Temporal, Docker and registries: both outcomes, the abort, the parked step, the
/// secrets.
@EnabledIfEnvironmentVariable(
        named = RunningSite.PLACE,
        matches = ".+",
        disabledReason = "SLUICE_IT_SITE names no running site; './dev test' brings one up and sets it")
final class WholeRunIT {
    private static final Duration BUILDSET = Duration.ofMinutes(3);
    private static final String BROKEN = "FROM busybox:latest\nCOPY nothing-of-this-name /greeting\n";

    private RunningSite site;
    private GerritUser gerrit;

    @BeforeEach
    void connect() throws IOException {
        site = new RunningSite();
        gerrit = new GerritUser(site);
    }

    @Test
    void aGoodChangeIsVerifiedInTheFormThatGerritsPluginsRead() {
        int change = gerrit.change("app", "Add a note", "notes.txt", "a note\n");

        RunningSite.await("Verified +1", BUILDSET, () -> gerrit.verified(change) == 1);

        List<String> messages = gerrit.messages(change);
        assertThat(messages).hasSize(2);
        assertThat(messages.getFirst()).contains("Starting check jobs.");
        assertThat(messages.getLast())
                .contains("Build succeeded (check pipeline).")
                .containsPattern("(?m)^- yoursite-buildset-registry https?://[^ ]+ : SUCCESS in \\d+m? ?\\d*s?")
                .containsPattern("(?m)^- app-build-image https?://[^ ]+ : SUCCESS in ")
                .containsPattern("(?m)^- app-test-image https?://[^ ]+ : SUCCESS in ");
        nothingIsLeft();
    }

    @Test
    void aBrokenImageIsRefusedWithTheFailingJobAndItsLog() {
        int change = gerrit.change("app", "Break the image", "broken/Dockerfile", BROKEN);
        gerrit.patchset(change, "Dockerfile", BROKEN);

        RunningSite.await("Verified -1", BUILDSET, () -> gerrit.verified(change) == -1);

        String report = gerrit.messages(change).getLast();
        assertThat(report).contains("Build failed (check pipeline).");
        String line = report.lines()
                .filter(each -> each.startsWith("- app-build-image "))
                .findFirst()
                .orElseThrow();
        assertThat(line).contains(" : FAILURE in ");
        String log = site.text(line.split(" ")[2] + "job-output.txt");
        assertThat(log).contains("nothing-of-this-name");
        assertThat(report)
                .containsPattern("(?m)^- app-test-image .*: SKIPPED Skipped due to failed job app-build-image");
        nothingIsLeft();
    }

    @Test
    void aNewPatchSetAbortsTheOldOneAndCleansUp() {
        int change = gerrit.change("app", "Change twice", "twice.txt", "one\n");
        RunningSite.await("a running build", BUILDSET, () -> !running(change, 1).isEmpty());

        gerrit.patchset(change, "twice.txt", "two\n");

        RunningSite.await(
                "the old buildset's end",
                BUILDSET,
                () -> result(change, 1).equals("CANCELED") || result(change, 1).equals("DEQUEUED"));
        RunningSite.await("Verified +1 on patch set 2", BUILDSET, () -> gerrit.verified(change) == 1);
        assertThat(result(change, 2)).isEqualTo("SUCCESS");
        nothingIsLeft();
    }

    @Test
    void aWrongConfigurationIsToldOnItsLine() {
        int change = gerrit.change("app", "Misspell a key", ".zuul.d/x", "");
        gerrit.patchset(change, "zuul.yaml", "- job:\n    name: app-lint\n    voting: false\n    timeuot: 60\n");

        RunningSite.await("Verified -1", BUILDSET, () -> gerrit.verified(change) == -1);

        assertThat(gerrit.messages(change).getLast())
                .contains("zuul.yaml:4:")
                .contains("timeuot")
                .contains("Did you mean 'timeout'?");
    }

    private List<JsonNode> running(int change, int patchset) {
        return builds(change, patchset).stream()
                .filter(build -> build.path("state").asText().equals("running")
                        || build.path("state").asText().equals("paused"))
                .toList();
    }

    private List<JsonNode> builds(int change, int patchset) {
        List<JsonNode> builds = new java.util.ArrayList<>();
        buildset(change, patchset).path("builds").forEach(builds::add);
        return builds;
    }

    private String result(int change, int patchset) {
        return buildset(change, patchset).path("result").asText();
    }

    private JsonNode buildset(int change, int patchset) {
        for (JsonNode buildset : site.api("/api/tenant/demo/buildsets?change=" + change)) {
            if (buildset.path("patchset").asInt() == patchset) {
                return buildset;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    /// No container, volume or network of a build is left.
    private void nothingIsLeft() {
        RunningSite.await(
                "nothing is left of any build",
                Duration.ofSeconds(30),
                () -> Leftovers.ofBuilds(site).isEmpty());
    }
}
