package dev.sluice.worker.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// Stories of the conformance catalogue's third level, on a real Gerrit, Temporal server and git: each is named after
/// the case that the planners pass. Builds are real; what a story holds waits for a file to go.
@Tag("gate-site")
@EnabledIfEnvironmentVariable(
        named = RunningSite.PLACE,
        matches = ".+",
        disabledReason = "SLUICE_IT_SITE names no running site; './dev test' brings one up and sets it")
final class GateStoriesIT {
    private GateSite site;

    @BeforeEach
    void connect() throws Exception {
        site = GateSite.configured();
    }

    @AfterEach
    void letEverythingGo() {
        if (site != null) {
            site.abandonAll();
        }
    }

    @Test
    void gat01ChangesAreTestedInParallelAndMergedInSeries() {
        List<Integer> all = List.of(site.change("lib"), site.change("api"), site.change("web"));
        all.forEach(site::hold);
        all.forEach(site::approve);
        for (int i = 0; i < all.size(); i++) {
            site.isTestedWith(all.get(i), all.subList(0, i + 1));
        }

        site.release(all.get(2));
        site.release(all.get(1));
        site.await("the last two tested", () -> site.succeeded(all.get(1)) && site.succeeded(all.get(2)));
        assertThat(all.stream().map(site::status)).containsOnly("NEW");
        site.release(all.getFirst());

        all.forEach(site::merges);
        assertThat(all.stream().map(site::submitted).toList()).isSorted();
        assertThat(all.stream().map(change -> site.buildsets(change, "gate").size()))
                .containsOnly(1);
    }

    /// Of no case: real Zuul does not look.
    @Test
    void whatLandedIsComparedWithWhatWasTested() {
        int good = site.change("lib");
        int beside = site.change("lib");
        int held = site.change("lib");
        site.approve(good);
        site.merges(good);
        site.landed(good, "As tested.");

        site.hold(held);
        site.approve(held);
        site.isTestedWith(held, List.of(held));
        site.submit(beside);
        site.merges(beside);
        site.release(held);

        site.merges(held);
        site.landed(held, "has other content than what was tested in change-");
        site.counts("sluice_landed_otherwise");
    }

    @Test
    void theHostTellsHowManyPlacesAreFree() {
        site.counts("sluice_places_free");
    }

    @Test
    void gat03AFailingChangeInTheMiddleIsPassedOver() {
        int first = site.change("lib");
        int broken = site.change("api", "broken", "x\n");
        int last = site.change("web");
        List<Integer> all = List.of(first, broken, last);
        all.forEach(site::hold);
        all.forEach(site::approve);
        site.isTestedWith(last, all);

        site.release(broken);

        site.isTestedWith(last, List.of(first, last));
        assertThat(site.queue("gate")).isEqualTo(all);
        site.release(last);
        site.release(first);
        site.merges(first);
        site.merges(last);
        site.isRefused(broken, "Build failed");
        assertThat(site.buildsets(last, "gate")).hasSize(2);
        assertThat(site.buildsets(broken, "gate")).hasSize(1);
    }

    @Test
    void gat10AConflictingChangeIsNotTestedAndNotInTheWay() {
        int first = site.change("lib", "same.txt", "one\n");
        int conflicting = site.change("lib", "same.txt", "other\n");
        int last = site.change("lib");
        site.hold(first);
        site.hold(last);
        List.of(first, conflicting, last).forEach(site::approve);

        site.isTestedWith(last, List.of(first, last));
        assertThat(site.builds(conflicting, "gate")).isEmpty();
        site.release(last);
        site.release(first);

        site.merges(first);
        site.merges(last);
        site.isRefused(conflicting, "same.txt");
        assertThat(site.builds(conflicting, "gate")).isEmpty();
    }

    @Test
    void crd01AnUnapprovedDependencyBlocksAndAnApprovedOneGoesAhead() {
        int needed = site.change("lib");
        int needing = site.changeOn("api", needed);
        int other = site.change("web");
        site.hold(needed);
        site.hold(needing);

        site.approve(needing);
        site.approve(other);
        site.merges(other);
        assertThat(site.buildsets(needing, "gate")).isEmpty();
        site.approve(needed);

        site.isTestedWith(needing, List.of(needed, needing));
        site.release(needing);
        site.release(needed);
        site.merges(needed);
        site.merges(needing);
        assertThat(site.submitted(needed)).isLessThanOrEqualTo(site.submitted(needing));
    }

    /// F25, F14: of no case, for the cases' world knows no topics.
    @Test
    void changesOfATopicAreTestedAndMergedTogether() {
        int lib = site.change("lib");
        int api = site.change("api");
        int other = site.change("web");
        site.topic("together", lib, api);

        site.approve(lib);
        site.approve(other);
        site.merges(other);
        assertThat(site.buildsets(lib, "gate")).isEmpty();
        site.approve(api);

        site.merges(lib);
        site.merges(api);
        assertThat(uuids(lib)).hasSize(1).isEqualTo(uuids(api));
    }

    private List<String> uuids(int change) {
        return site.buildsets(change, "gate").stream()
                .map(buildset -> buildset.path("uuid").asText())
                .toList();
    }

    @Test
    void evt05ANewPatchSetTakesTheOldOneAndWhatNeedsItFromTheGate() {
        int replaced = site.change("lib");
        int needing = site.changeOn("api", replaced);
        int other = site.change("web");
        List<Integer> all = List.of(replaced, needing, other);
        all.forEach(site::hold);
        all.forEach(site::approve);
        site.isTestedWith(other, all);

        site.patchset(replaced, "again.txt", "x\n");

        site.isTestedWith(other, List.of(other));
        site.isRefused(needing, "");
        site.release(other);
        site.merges(other);
        assertThat(List.of(site.status(replaced), site.status(needing))).containsOnly("NEW");
    }

    @Test
    void prq03AConsumerBehindGetsTheArtifactOfItsProviderInTheQueue() {
        int provider = site.change("lib", "zuul.yaml", GateSite.text("provider.yaml"));
        site.patchset(provider, "playbooks/image.yaml", GateSite.text("image.yaml"));
        int consumer = site.changeOn("api", provider);
        site.patchset(consumer, "zuul.yaml", GateSite.text("consumer.yaml"));
        site.patchset(consumer, "playbooks/use.yaml", GateSite.text("use.yaml"));
        site.hold(provider);
        site.approve(provider);
        site.approve(consumer);

        site.await("the consumer's build", () -> site.ended(consumer, "gate", "use-image"));

        assertThat(site.status(provider)).isEqualTo("NEW");
        JsonNode build = site.build(consumer, "gate", "use-image");
        assertThat(site.log(build)).contains("image docker://registry/lib of change " + provider);
        assertThat(site.build(provider, "gate", "make-image").path("endedAt").asLong())
                .isLessThanOrEqualTo(build.path("startedAt").asLong());
    }

    @Test
    void pau01NestedPausesEndFromTheInsideOut() {
        int change = site.change("web", "zuul.yaml", GateSite.text("pauses.yaml"));
        site.patchset(change, "playbooks/pause.yaml", GateSite.text("pause.yaml"));
        site.patchset(change, "playbooks/say.yaml", GateSite.text("say.yaml"));

        site.isVerified(change, 1);

        assertThat(List.of("probe", "inner", "outer"))
                .map(job -> site.build(change, "check", job).path("endedAt").asLong())
                .isSorted();
    }

    @Test
    void cfg01AChangesJobsRunForItselfAndAfterItsMergeForTheNext() {
        int adding = site.change("web", "zuul.yaml", GateSite.text("added.yaml"));
        site.patchset(adding, "playbooks/say.yaml", GateSite.text("say.yaml"));
        site.isVerified(adding, 1);
        assertThat(site.jobs(adding, "check")).containsExactlyInAnyOrder("by-short-name", "by-canonical-name");

        site.submit(adding);
        int next = site.change("web");

        site.isVerified(next, 1);
        assertThat(site.jobs(next, "check")).containsExactlyInAnyOrder("by-short-name", "by-canonical-name");
        site.submit(site.change("web", "zuul.yaml", "[]\n"));
    }

    @Test
    void sec03AJobWithASecretRunsAfterReviewAndIsRefusedBefore() {
        int change = site.change("api", "zuul.yaml", GateSite.text("secret.yaml"));
        site.patchset(change, "playbooks/say.yaml", GateSite.text("say.yaml"));
        site.hold(change);
        site.await("the refusal", () -> site.lastMessage(change).contains("Pre-review"));
        assertThat(site.buildsets(change, "gate")).isEmpty();

        site.patchset(change, "zuul.yaml", GateSite.text("secret.yaml").replace("    check:", "    gate:"));
        site.approve(change);

        site.await("the build with the secret", () -> site.ended(change, "gate", "guarded"));
        assertThat(site.build(change, "gate", "guarded").path("result").asText())
                .isEqualTo("SUCCESS");
    }

    @Test
    void rep01WithoutAMatchingJobNothingIsSaid() {
        int silent = site.change("lib");
        int told = site.change("web", "zuul.yaml", GateSite.text("added.yaml"));
        site.patchset(told, "playbooks/say.yaml", GateSite.text("say.yaml"));

        site.isVerified(told, 1);

        assertThat(site.messages(silent)).isEmpty();
    }

    @Test
    void gra09ABuildWithoutAResultIsTriedThreeTimes() {
        int change = site.change("web", "zuul.yaml", GateSite.text("retried.yaml"));
        site.patchset(change, "playbooks/refuse.yaml", GateSite.text("refuse.yaml"));
        site.patchset(change, "playbooks/say.yaml", GateSite.text("say.yaml"));

        site.isVerified(change, -1);

        assertThat(site.lastMessage(change)).containsPattern("(?m)^- retried .* : RETRY_LIMIT");
        assertThat(site.results(change, "check", "retried")).containsExactly("RETRY", "RETRY", "RETRY_LIMIT");
    }

    @Test
    void win01TheWindowShrinksWithAFailureAndGrowsWithAMerge() {
        int broken = site.change("lib", "broken", "x\n");
        List<Integer> good = List.of(site.change("api"), site.change("web"), site.change("api"), site.change("web"));
        site.hold(broken);
        good.forEach(site::hold);
        site.comment(broken, "narrow");
        good.forEach(change -> site.comment(change, "narrow"));

        site.await("five in the queue", () -> site.queue("narrow").size() == 5);
        site.await("two of five tested", () -> site.running("narrow").equals(List.of(broken, good.getFirst())));
        site.release(broken);
        site.await("one of four tested", () -> site.running("narrow").equals(good.subList(0, 1)));
        site.isRefused(broken, "Build failed");
        site.release(good.getFirst());
        site.merges(good.getFirst());
        site.await("two of three tested", () -> site.running("narrow").equals(good.subList(1, 3)));
        site.release(good.get(1));
        site.release(good.get(2));
        site.release(good.get(3));
        good.forEach(site::merges);
    }
}
