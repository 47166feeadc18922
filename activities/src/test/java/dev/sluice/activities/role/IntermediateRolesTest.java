package dev.sluice.activities.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Digest;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.TestImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IntermediateRolesTest {
    private final RoleWorld world = new RoleWorld();
    private final FakeContext context = new FakeContext(new FakeNode(), "localhost")
            .with(world.buildset)
            .with("intermediate_registry", world.intermediateSecret);
    private final PullFromIntermediateRegistry pull = new PullFromIntermediateRegistry(world.access);
    private final PushToIntermediateRegistry push = new PushToIntermediateRegistry(world.access);

    @AfterEach
    void stop() {
        world.close();
    }

    private String place(String tag) {
        return "docker://127.0.0.1:" + world.intermediateServer.port() + "/org/base:" + tag;
    }

    private static Map<String, Object> artifact(String url, String repository, String tag, Optional<Digest> digest) {
        Map<String, Object> metadata =
                new LinkedHashMap<>(Map.of("type", "container_image", "repository", repository, "tag", tag));
        digest.ifPresent(one -> metadata.put("digest", one.toString()));
        return Map.of(
                "name", repository + ":" + tag, "url", url, "metadata", metadata, "job", "build-base", "change", "7");
    }

    private void artifacts(Map<?, ?>... artifacts) {
        context.with("zuul", Map.of("change", "8", "artifacts", List.of(artifacts)));
    }

    private TestImage stored(String tag, TestImage image) throws Exception {
        try (RegistryClient client = world.intermediateClient()) {
            image.pushTo(client, "org/base", tag);
        }
        return image;
    }

    private byte[] inBuildset(String key) {
        return world.buildsetServer.manifests.get(key).bytes();
    }

    @Test
    void theNearestChangeAheadWins() throws Exception {
        stored("far_latest", TestImage.docker("far", 100));
        TestImage near = stored("near_latest", TestImage.ociIndex("near", 100));
        TestImage other = stored("other_1", TestImage.docker("other", 100));
        artifacts(
                artifact(place("far_latest"), "org/base", "latest", Optional.empty()),
                artifact(place("other_1"), "docker.io/org/base", "1", Optional.of(other.digest())),
                artifact(place("near_latest"), "docker.io/org/base", "latest", Optional.of(near.digest())));

        pull.run(context);

        assertThat(inBuildset("org/base:latest")).isEqualTo(near.top().bytes());
        assertThat(inBuildset("org/base:1")).isEqualTo(other.top().bytes());
        assertThat(world.intermediateServer.requests("(GET|HEAD) .*far_latest")).isEmpty();
    }

    @Test
    void otherArtifactsArePassedOver() throws Exception {
        artifacts(Map.of("name", "docs", "url", "https://example.com"));

        pull.run(context);

        assertThat(context.lines).containsExactly("No change ahead has an image for this buildset");
        assertThat(world.intermediateServer.log).isEmpty();
    }

    @Test
    void anExpiredArtifactNamesItsProvider() {
        String provider = "0".repeat(32);
        artifacts(artifact(place(provider + "_latest"), "org/base", "latest", Optional.empty()));

        assertThatThrownBy(() -> pull.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("Image 'org/base:latest' expired or was lost")
                .hasMessageContaining("Run job 'build-base' of change 7 again: 'sluice rerun " + provider + "'")
                .hasMessageContaining("run this buildset again: 'sluice rerun buildset'. [ARTIFACT-004]");
    }

    @Test
    void anotherDigestThanTheArtifactsIsRefused() throws Exception {
        stored("u_latest", TestImage.docker("a", 100));
        artifacts(artifact(
                place("u_latest"),
                "org/base",
                "latest",
                Optional.of(TestImage.docker("b", 100).digest())));

        assertThatThrownBy(() -> pull.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("[ARTIFACT-003]");
        assertThat(world.buildsetServer.manifests).isEmpty();
    }

    @Test
    void anArtifactElsewhereIsRefusedWithoutTouchingItsHost() {
        artifacts(artifact("docker://169.254.169.254:80/org/base:x", "org/base", "latest", Optional.empty()));

        assertThatThrownBy(() -> pull.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("169.254.169.254:80")
                .hasMessageContaining("[ARTIFACT-002]");
    }

    @Test
    void aMalformedArtifactIsTold() {
        artifacts(artifact("https://x/y", "org/base", "latest", Optional.empty()));

        assertThatThrownBy(() -> pull.run(context)).hasMessageContaining("does not begin with 'docker://'");
    }

    private TestImage built(String tag) throws Exception {
        TestImage image = TestImage.ociIndex("app-" + tag, 300);
        try (RegistryClient client = world.buildsetClient()) {
            image.pushTo(client, "org/app", tag);
        }
        return image;
    }

    private void wantsToPush(boolean success) {
        context.with("zuul_success", success)
                .with(
                        "docker_images",
                        List.of(Map.of("context", ".", "repository", "org/app", "tags", List.of("latest", "2"))))
                .with("container_images", "would be refused if it were read");
    }

    @Test
    void eachTagIsHandedOnAsAnArtifactWithItsDigest() throws Exception {
        TestImage latest = built("latest");
        built("2");
        wantsToPush(true);

        push.run(context);

        Map<String, Object> zuul = Variables.map(context.returned.get("zuul"));
        assertThat((List<?>) zuul.get("artifacts")).hasSize(2);
        assertThat(((List<?>) zuul.get("artifacts")).getFirst())
                .isEqualTo(Map.of(
                        "name",
                        "org/app:latest",
                        "url",
                        "docker://127.0.0.1:" + world.intermediateServer.port() + "/org/app:" + FakeContext.BUILD
                                + "_latest",
                        "metadata",
                        Map.of(
                                "type", "container_image",
                                "repository", "org/app",
                                "tag", "latest",
                                "digest", latest.digest().toString())));
        assertThat(world.intermediateServer
                        .manifests
                        .get("org/app:" + FakeContext.BUILD + "_latest")
                        .bytes())
                .isEqualTo(latest.top().bytes());
        assertThat(context.returnedSecrets).isEmpty();
    }

    @Test
    void aFailedJobHandsNothingOn() throws Exception {
        built("latest");
        wantsToPush(false);

        push.run(context);

        assertThat(context.returned).isEmpty();
        assertThat(world.intermediateServer.log).isEmpty();
    }

    @Test
    void aJobWithoutImagesHandsNothingOn() throws Exception {
        push.run(context.with("zuul_success", true));

        assertThat(context.lines).containsExactly("This job lists no images: nothing to hand on");
    }

    @Test
    void ofTwoImagesOneThatFailsLeavesNoArtifact() throws Exception {
        built("latest");
        wantsToPush(true);

        assertThatThrownBy(() -> push.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("'org/app:2' is not in the buildset registry");
        assertThat(context.returned).isEmpty();
    }

    @Test
    void onlyTheBytesThatWereBuiltAreHandedOn() throws Exception {
        built("latest");
        built("2");
        wantsToPush(true);
        context.with(
                BuildImages.DIGESTS,
                Map.of("org/app:latest", TestImage.docker("z", 1).digest().toString()));

        assertThatThrownBy(() -> push.run(context)).hasMessageContaining("someone wrote that tag again");
    }

    @Test
    void aRegistryThatStaysDownIsAnInfrastructureFailure() throws Exception {
        built("latest");
        built("2");
        wantsToPush(true);
        world.intermediateServer.answers(".*", 999, 503, Map.of(), "");

        assertThatThrownBy(() -> push.run(context))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("127.0.0.1:" + world.intermediateServer.port())
                .message()
                .doesNotContain("intermediate-password");
    }

    @Test
    void theCredentialNeverGoesToANode() {
        FakeContext onNode = new FakeContext(new FakeNode(), "controller");

        assertThatThrownBy(() -> pull.run(onNode)).hasMessageContaining("[NODE-004]");
        assertThatThrownBy(() -> push.run(onNode)).hasMessageContaining("[NODE-004]");
    }

    @Test
    void anIncompleteSecretSaysWhatItNeeds() {
        artifacts(artifact(place("x"), "org/base", "latest", Optional.empty()));
        context.with("intermediate_registry", Map.of("host", "x", "port", 1, "username", "u"));

        assertThatThrownBy(() -> pull.run(context))
                .hasMessageContaining("has no 'password'")
                .hasMessageContaining("[REGISTRY-003]");
    }

    @Test
    void secretsAreHiddenBeforeTheyAreUsed() throws Exception {
        stored("u_latest", TestImage.docker("a", 100));
        artifacts(artifact(place("u_latest"), "org/base", "latest", Optional.empty()));

        pull.run(context);

        assertThat(context.hidden).contains("intermediate-password", "buildset-password");
    }
}
