package dev.sluice.worker.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The main job on real Gerrit, Temporal, Docker and registries: both outcomes, the abort, the parked step, the
/// secrets.
@Tag("site")
@EnabledIfEnvironmentVariable(
        named = RunningSite.PLACE,
        matches = ".+",
        disabledReason = "SLUICE_IT_SITE names no running site; './dev test' brings one up and sets it")
final class WholeRunIT {
    private static final Duration BUILDSET = Duration.ofMinutes(3);
    private static final String TWO_JOBS = """
            - job:
                name: app-note
                run: playbooks/note.yaml
            - job:
                name: app-refuse
                run: playbooks/refuse.yaml
            - project:
                check:
                  jobs:
                    - app-note
                    - app-refuse
            """;
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

    @Test
    void aStepThatTheRegistryFailedIsParkedAndRunsAgainFromThere() throws Exception {
        int change = gerrit.change("app", "Meet a broken registry", "parked.txt", "x\n");
        RunningSite.await(
                "a running image build",
                BUILDSET,
                () -> running(change, 1).stream()
                        .anyMatch(build -> build.path("job").asText().equals("app-build-image")));
        String parked;
        site.intermediateRegistry("stop");
        try {
            RunningSite.await("a parked step", BUILDSET, () -> parked(change).isPresent());
            parked = parked(change).orElseThrow().path("uuid").asText();
            assertThat(parked(change).orElseThrow().path("note").asText()).contains("push-to-intermediate-registry");
            assertThat(gerrit.verified(change)).isZero();
            RunningSite.Said wrongStep = site.sluice("rerun", parked, "no/such/step");
            assertThat(wrongStep.exit()).isEqualTo(1);
            assertThat(wrongStep.output()).contains("no/such/step");
        } finally {
            site.intermediateRegistry("start");
        }
        String before = site.text(logUrl(change, parked));

        RunningSite.Said rerun = site.sluice("rerun", parked);

        assertThat(rerun.exit()).as(rerun.output()).isZero();
        RunningSite.await("Verified +1", BUILDSET, () -> gerrit.verified(change) == 1);
        String after = site.text(logUrl(change, parked)).substring(before.length());
        assertThat(before).contains("build-docker-image");
        assertThat(after).doesNotContain("TASK [build-docker-image");
        nothingIsLeft();
    }

    @Test
    void failedJobsRunAgainAndTheRestIsCarriedOver() throws Exception {
        int change = gerrit.change("app", "Fail once", "playbooks/note.yaml", playbook("debug: {msg: noted}"));
        gerrit.patchset(
                change, Map.of("playbooks/refuse.yaml", playbook("fail: {msg: refused}"), "zuul.yaml", TWO_JOBS));
        RunningSite.await("Verified -1", BUILDSET, () -> gerrit.verified(change) == -1);
        JsonNode first = buildset(change, 2);
        assertThat(first.path("builds")).hasSize(2);

        RunningSite.Said rerun = site.sluice("rerun", first.path("uuid").asText(), "--failed");

        assertThat(rerun.exit()).as(rerun.output()).isZero();
        RunningSite.await(
                "a second result",
                BUILDSET,
                () -> gerrit.messages(change).getLast().contains("Carried over from an earlier run: app-note"));
        assertThat(gerrit.messages(change).getLast())
                .containsPattern("(?m)^- app-note .* : SUCCESS")
                .containsPattern("(?m)^- app-refuse .* : FAILURE");
        assertThat(gerrit.verified(change)).isEqualTo(-1);
    }

    @Test
    void aKilledWorkerLosesNoEventAndVotesOnce() throws Exception {
        int before = gerrit.change("app", "Outlive the worker", "before.txt", "x\n");
        RunningSite.await("running jobs", BUILDSET, () -> running(before, 1).size() > 1);
        site.killWorker();
        int meanwhile = gerrit.change("app", "Come while it is down", "meanwhile.txt", "x\n");

        site.up();

        for (int change : List.of(before, meanwhile)) {
            RunningSite.await("Verified +1 on " + change, BUILDSET, () -> gerrit.verified(change) == 1);
            assertThat(gerrit.messages(change))
                    .as("start and result, once each")
                    .hasSize(2);
        }
        nothingIsLeft();
    }

    /// What the button 'Reset' of the Temporal UI asks for, while the build waits for its dependents.
    @Test
    void aResetBuildReplaysAndGoesOn() throws Exception {
        int change = gerrit.change("app", "Reset a build", "reset.txt", "x\n");
        RunningSite.await(
                "a paused build", BUILDSET, () -> !in("paused", change).isEmpty());
        String paused = in("paused", change).getFirst().path("uuid").asText();

        RunningSite.Said reset = site.temporal(
                "workflow",
                "reset",
                "--workflow-id",
                "build/" + paused,
                "--type",
                "LastWorkflowTask",
                "--reason",
                "a test");

        assertThat(reset.exit()).as(reset.output()).isZero();
        RunningSite.await("Verified +1", BUILDSET, () -> gerrit.verified(change) == 1);
        assertThat(site.temporal("workflow", "describe", "--workflow-id", "build/" + paused)
                        .output())
                .contains("COMPLETED");
        nothingIsLeft();
    }

    private List<JsonNode> in(String state, int change) {
        return builds(change, 1).stream()
                .filter(build -> build.path("state").asText().equals(state))
                .toList();
    }

    private static String playbook(String task) {
        return "- hosts: localhost\n  tasks:\n    - name: say it\n      " + task + "\n";
    }

    @Test
    void noSecretIsInAnyHistoryLogMessageOrCommandLine() throws Exception {
        SecretSearch search = new SecretSearch();
        search.secret("Gerrit's password", site.secret("gerrit-password"));
        search.secret("the intermediate registry's password", site.secret("intermediate-password"));
        search.secret("the final registry's password", site.secret("final-password"));
        int change = gerrit.change("app", "Keep secrets", "secrets.txt", "x\n");
        int known = search.secrets();
        RunningSite.await("Verified +1", BUILDSET, () -> {
            site.buildsetRegistryPasswords()
                    .forEach(password -> search.secret("a buildset registry's password", password));
            commandLines(search);
            return gerrit.verified(change) == 1;
        });
        assertThat(search.secrets())
                .as("a buildset registry's password was seen")
                .isGreaterThan(known);

        int histories = search.inHistories(site.place("SLUICE_TEMPORAL_ADDRESS"));
        search.inFiles(site.directory().resolve("logs"));
        search.inFiles(site.directory().resolve("state/logs"));
        gerrit.messages(change).forEach(message -> search.in("a message", message.getBytes(UTF_8)));

        assertThat(histories).isGreaterThan(5);
        assertThat(search.found()).isEmpty();
    }

    private static void commandLines(SecretSearch search) {
        try {
            search.inCommandLines();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Optional<JsonNode> parked(int change) {
        return in("parked", change).stream().findFirst();
    }

    private String logUrl(int change, String build) {
        return builds(change, 1).stream()
                        .filter(each -> each.path("uuid").asText().equals(build))
                        .findFirst()
                        .orElseThrow()
                        .path("logUrl")
                        .asText()
                + "job-output.txt";
    }

    private List<JsonNode> running(int change, int patchset) {
        return builds(change, patchset).stream()
                .filter(build -> build.path("state").asText().equals("running")
                        || build.path("state").asText().equals("paused"))
                .toList();
    }

    private List<JsonNode> builds(int change, int patchset) {
        List<JsonNode> builds = new ArrayList<>();
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
        return MissingNode.getInstance();
    }

    /// No container, volume or network of a build is left.
    private void nothingIsLeft() {
        RunningSite.await(
                "nothing is left of any build",
                Duration.ofSeconds(30),
                () -> Leftovers.ofBuilds(site).isEmpty());
    }
}
