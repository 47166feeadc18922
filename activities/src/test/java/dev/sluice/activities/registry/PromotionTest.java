package dev.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.registry.Promotion.By;
import dev.sluice.activities.registry.Promotion.Outcome;
import dev.sluice.activities.registry.Promotion.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PromotionTest {
    private static final By FIRST = new By("example.com/app", "master", "1", "2", "aaa");
    private static final By SECOND = new By("example.com/app", "master", "2", "1", "bbb");

    private final FakeRegistry server = new FakeRegistry();
    private final Registries registries = new Registries();
    private final RegistryClient client = registries.connect(server.base());
    private final Promotion promotion = new Promotion((later, earlier) -> later.equals("bbb") && earlier.equals("aaa"));

    @AfterEach
    void stop() {
        registries.close();
        server.close();
    }

    private Promotion.Image image(String repository, By by) {
        return new Promotion.Image(client, repository, "change_" + by.change() + "_latest", "latest", Optional.empty());
    }

    private TestImage staged(String repository, By by) throws Exception {
        TestImage image = TestImage.ociIndex(repository + by.change(), 100);
        image.pushTo(client, repository, "change_" + by.change() + "_latest");
        return image;
    }

    private List<Result> promote(By by, String... repositories) throws Exception {
        return promotion.promote(
                List.of(repositories).stream().map(one -> image(one, by)).toList(), by, _ -> {});
    }

    private Digest latest(String repository) throws Exception {
        return client.manifestDigest(repository, "latest").orElseThrow();
    }

    @Test
    void theTestedBytesGetTheFinalTagAndTheStagedTagGoes() throws Exception {
        TestImage app = staged("org/app", FIRST);
        TestImage base = staged("org/base", FIRST);
        server.forgetLog();

        List<Result> results = promote(FIRST, "org/app", "org/base");

        assertThat(results).extracting(Result::outcome).containsOnly(Outcome.PROMOTED);
        assertThat(results).noneMatch(Result::stagedLeft);
        assertThat(latest("org/app")).isEqualTo(app.digest());
        assertThat(latest("org/base")).isEqualTo(base.digest());
        assertThat(client.tags("org/app")).containsExactlyInAnyOrder("latest", "sluice-promoted_latest");
        assertThat(server.requests("/blobs/")).isEmpty();
    }

    @Test
    void aSecondRunFindsAllDone() throws Exception {
        staged("org/app", FIRST);
        promote(FIRST, "org/app");
        server.forgetLog();

        assertThat(promote(FIRST, "org/app")).extracting(Result::outcome).containsExactly(Outcome.ALREADY);
        assertThat(server.requests("^PUT")).isEmpty();
    }

    @Test
    void nothingIsPromotedWhenOneStagedImageIsMissing() throws Exception {
        staged("org/app", FIRST);

        assertThatThrownBy(() -> promote(FIRST, "org/app", "org/base"))
                .isInstanceOf(RegistryRefusal.NotFound.class)
                .hasMessageContaining("No staged image for change 1")
                .hasMessageContaining("org/base:change_1_latest")
                .hasMessageNotContaining("org/app");
        assertThat(client.tags("org/app")).containsExactly("change_1_latest");
    }

    @Test
    void anotherDigestThanTheTestedOneIsRefusedBeforeAnythingIsWritten() throws Exception {
        staged("org/app", FIRST);
        Digest tested = TestImage.docker("tested", 10).digest();
        Promotion.Image image =
                new Promotion.Image(client, "org/app", "change_1_latest", "latest", Optional.of(tested));

        assertThatThrownBy(() -> promotion.promote(List.of(image), FIRST, _ -> {}))
                .isInstanceOf(RegistryRefusal.DigestMismatch.class)
                .hasMessageContaining(tested + " was tested");
        assertThat(client.tags("org/app")).containsExactly("change_1_latest");
    }

    @Test
    void anOlderChangeThatComesLateLeavesTheNewerOnesImage() throws Exception {
        staged("org/app", FIRST);
        TestImage base = staged("org/base", FIRST);
        TestImage newer = staged("org/app", SECOND);
        promote(SECOND, "org/app");

        List<Result> late = promote(FIRST, "org/app", "org/base");

        assertThat(late).extracting(Result::outcome).containsExactly(Outcome.SUPERSEDED, Outcome.PROMOTED);
        assertThat(latest("org/app")).isEqualTo(newer.digest());
        assertThat(latest("org/base")).isEqualTo(base.digest());
        assertThat(client.tags("org/app")).doesNotContain("change_1_latest");
    }

    @Test
    void inMergeOrderTheLastChangeCounts() throws Exception {
        staged("org/app", FIRST);
        TestImage newer = staged("org/app", SECOND);
        promote(FIRST, "org/app");
        promote(SECOND, "org/app");

        assertThat(latest("org/app")).isEqualTo(newer.digest());
    }

    @Test
    void aPromotionThatBrokeOffInTheMiddleIsRolledForward() throws Exception {
        TestImage app = staged("org/app", FIRST);
        TestImage base = staged("org/base", FIRST);
        server.answers("PUT /v2/org/base/manifests/latest", 1, 403, Map.of(), "");
        assertThatThrownBy(() -> promote(FIRST, "org/app", "org/base")).isInstanceOf(RegistryRefusal.class);

        promote(FIRST, "org/app", "org/base");

        assertThat(latest("org/app")).isEqualTo(app.digest());
        assertThat(latest("org/base")).isEqualTo(base.digest());
    }

    @Test
    void anOlderPromotionCannotSlipInBetweenANewerOnesMarkAndItsTag() throws Exception {
        staged("org/app", FIRST);
        TestImage newer = staged("org/app", SECOND);
        server.answers("PUT /v2/org/app/manifests/latest", 1, 403, Map.of(), "");
        assertThatThrownBy(() -> promote(SECOND, "org/app")).isInstanceOf(RegistryRefusal.class);

        assertThat(promote(FIRST, "org/app")).extracting(Result::outcome).containsExactly(Outcome.SUPERSEDED);
        promote(SECOND, "org/app");

        assertThat(latest("org/app")).isEqualTo(newer.digest());
    }

    @Test
    void aNewerPromotionAtTheSameTimeWinsThoughItsTagIsOverwritten() throws Exception {
        staged("org/app", FIRST);
        TestImage newer = staged("org/app", SECOND);
        server.quirk("PUT /v2/org/app/manifests/latest", 1, _ -> {
            // The newer one runs to its end after the older one wrote its mark and before it writes the tag.
            server.manifests.put("org/app:sluice-promoted_latest", PromotionMark.write(newer.top(), SECOND));
            return false;
        });

        assertThat(promote(FIRST, "org/app")).extracting(Result::outcome).containsExactly(Outcome.SUPERSEDED);

        assertThat(latest("org/app")).isEqualTo(newer.digest());
    }

    @Test
    void branchesHaveNoOrderAmongThemselves() throws Exception {
        staged("org/app", SECOND);
        promote(SECOND, "org/app");
        By stable = new By("example.com/app", "stable", "1", "2", "aaa");
        TestImage older = staged("org/app", stable);

        assertThat(promote(stable, "org/app")).extracting(Result::outcome).containsExactly(Outcome.PROMOTED);
        assertThat(latest("org/app")).isEqualTo(older.digest());
    }

    @Test
    void aRegistryThatDeletesNothingKeepsTheStagedTag() throws Exception {
        staged("org/app", FIRST);
        server.answers("^DELETE", 10, 405, Map.of(), "");

        List<Result> results = promote(FIRST, "org/app");

        assertThat(results).allMatch(Result::stagedLeft);
        assertThat(results).extracting(Result::outcome).containsExactly(Outcome.PROMOTED);
    }

    @Test
    void aMarkThatSomebodyElseWroteIsTold() throws Exception {
        TestImage app = staged("org/app", FIRST);
        client.putManifest("org/app", "sluice-promoted_latest", app.top());

        assertThatThrownBy(() -> promote(FIRST, "org/app"))
                .isInstanceOf(RegistryRefusal.ManifestInvalid.class)
                .hasMessageContaining("someone else wrote it");
    }

    @Test
    void aTagIsDeletedAndTheImageUnderOtherTagsStays() throws Exception {
        TestImage image = TestImage.docker("one", 10);
        image.pushTo(client, "org/app", "a");
        image.pushTo(client, "org/app", "b");

        assertThat(client.deleteTag("org/app", "a")).isTrue();
        assertThat(client.deleteTag("org/app", "a")).isTrue();

        assertThat(client.tags("org/app")).containsExactly("b");
        assertThat(client.manifestDigest("org/app", "b")).contains(image.digest());
    }
}
