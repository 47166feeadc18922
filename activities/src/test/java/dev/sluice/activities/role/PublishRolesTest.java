package dev.sluice.activities.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Provenance;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.TestImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Upload and promote, in the buildset registry and in a second one that plays the final registry.
final class PublishRolesTest {
    private static final String PASSWORD = "final-password";

    private final RoleWorld world = new RoleWorld();
    private final HubMirror hub = new HubMirror(
            Optional.of("https://127.0.0.1:" + world.intermediateServer.port() + "/"),
            Optional.empty(),
            Optional::empty);
    private final FakeContext context = new FakeContext(new FakeNode(), "node")
            .with(world.buildset)
            .with("docker_credentials", Map.of("username", "u", "password", PASSWORD + "\n", "repository", "^org/"))
            .with(
                    "docker_images",
                    List.of(Map.of("context", ".", "repository", "org/app", "tags", List.of("latest", "1"))));
    private final NativeRole upload = UploadImages.docker(hub, world.access);
    private final NativeRole promote = PromoteImages.docker(hub, world.access, FakeContext.ORDER);

    @AfterEach
    void stop() {
        world.close();
    }

    private TestImage built(String tag) throws Exception {
        TestImage image = TestImage.ociIndex("app-" + tag, 300);
        try (RegistryClient client = world.buildsetClient()) {
            image.pushTo(client, "org/app", tag);
        }
        return image;
    }

    private List<String> finalTags() throws Exception {
        try (RegistryClient client = world.intermediateClient()) {
            return client.tags("org/app").stream()
                    .filter(tag -> !tag.startsWith("sha256-"))
                    .toList();
        }
    }

    @Test
    void uploadsGoUnderTemporaryTagsWithTheBytesThatWereTested() throws Exception {
        TestImage latest = built("latest");
        TestImage one = built("1");

        upload.run(context);

        assertThat(finalTags()).containsExactlyInAnyOrder("change_42_latest", "change_42_1");
        assertThat(world.intermediateServer
                        .manifests
                        .get("org/app:change_42_latest")
                        .bytes())
                .isEqualTo(latest.top().bytes());
        assertThat(world.intermediateServer.manifests.get("org/app:change_42_1").bytes())
                .isEqualTo(one.top().bytes());
    }

    @Test
    void anUploadIsAccompaniedByItsProvenance() throws Exception {
        TestImage latest = built("latest");
        built("1");
        String base = TestImage.docker("base", 1).digest().toString();
        context.with(Origin.BASES, Map.of("org/app:latest", Map.of("org/base:latest", base)));

        upload.run(context);

        try (RegistryClient client = world.intermediateClient()) {
            List<Provenance> found = Provenance.of(client, "org/app", latest.digest());
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().subject()).containsEntry("change", "42");
            assertThat(found.getFirst().build()).isEqualTo(FakeContext.BUILD);
            assertThat(found.getFirst().bases()).containsOnlyKeys("org/base:latest");
        }
    }

    @Test
    void theWholeWayFromTestToFinalTagKeepsTheDigest() throws Exception {
        TestImage latest = built("latest");
        built("1");
        upload.run(context);

        promote.run(context);

        assertThat(finalTags()).containsExactlyInAnyOrder("latest", "1", "sluice-promoted_latest", "sluice-promoted_1");
        assertThat(world.intermediateServer.manifests.get("org/app:latest").digest())
                .isEqualTo(latest.digest());
        promote.run(context);
        assertThat(context.lines).anyMatch(line -> line.startsWith("Was promoted before"));
    }

    @Test
    void withoutPromotionTheFinalTagsAreUploadedAndNoOthers() throws Exception {
        built("latest");
        built("1");

        upload.run(context.with("upload_docker_image_promote", false));

        assertThat(finalTags()).containsExactlyInAnyOrder("latest", "1");
    }

    @Test
    void aRepositoryThatTheSecretIsNotForIsRefusedBeforeAnyRequest() throws Exception {
        built("latest");
        built("1");
        context.with("docker_credentials", Map.of("username", "u", "password", PASSWORD, "repository", "^other/"));

        assertThatThrownBy(() -> upload.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("'org/app' is not one that the secret 'docker_credentials' is for")
                .hasMessageContaining("[UPLOAD-004]");
        assertThatThrownBy(() -> promote.run(context)).hasMessageContaining("[UPLOAD-004]");
        assertThat(world.intermediateServer.log).isEmpty();
    }

    @Test
    void aPatternThatIsNotAnchoredIsWarnedOf() throws Exception {
        built("latest");
        built("1");

        upload.run(context.with(
                "docker_credentials", Map.of("username", "u", "password", PASSWORD, "repository", "rg/a")));

        assertThat(context.lines).anyMatch(line -> line.startsWith("Warning: the pattern 'rg/a'"));
    }

    @Test
    void withoutACredentialNothingIsPublishedWithTheSitesOwn() {
        HubMirror sites = new HubMirror(
                hub.url(),
                Optional.empty(),
                () -> Optional.of(new dev.sluice.activities.registry.Credential("site", "site-password")));
        context.variables.remove("docker_credentials");

        assertThatThrownBy(() -> UploadImages.docker(sites, world.access).run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("[UPLOAD-001]");
        assertThat(world.intermediateServer.log).isEmpty();
    }

    @Test
    void anotherDigestThanTheBuiltOneIsNotUploaded() throws Exception {
        built("latest");
        built("1");
        String other = TestImage.docker("other", 1).digest().toString();

        context.with(BuildImages.DIGESTS, Map.of("org/app:latest", other, "org/app:1", other));

        assertThatThrownBy(() -> upload.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("should have digest " + other);
        assertThat(finalTags()).isEmpty();
    }

    @Test
    void aFinalRegistryThatStaysDownFailsTheGateAndSaysWhere() throws Exception {
        built("latest");
        built("1");
        world.intermediateServer.answers(".", 1000, 502, Map.of(), "");

        assertThatThrownBy(() -> upload.run(context))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("127.0.0.1:" + world.intermediateServer.port());
    }

    @Test
    void aWrongPasswordOfTheFinalRegistryFailsTheGate() throws Exception {
        built("latest");
        built("1");
        world.intermediateServer.answers(".", 1000, 401, Map.of("WWW-Authenticate", "Basic realm=\"x\""), "");

        assertThatThrownBy(() -> upload.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("could not be uploaded")
                .hasMessageContaining("the password is wrong")
                .hasMessageContaining("[UPLOAD-006]")
                .hasMessageNotContaining(PASSWORD);
        assertThat(world.intermediateServer.manifests).isEmpty();
    }

    @Test
    void twoBadGatewaysAreOvercome() throws Exception {
        built("latest");
        built("1");
        world.intermediateServer.answers("PUT .*manifests/change_42_latest", 2, 502, Map.of(), "");

        upload.run(context);

        assertThat(finalTags()).contains("change_42_latest");
    }

    @Test
    void aPromotionThatComesLateLeavesWhatMergedLater() throws Exception {
        context.subject = FakeContext.change(43);
        built("latest");
        built("1");
        upload.run(context);
        promote.run(context);
        TestImage older = TestImage.docker("older", 20);
        try (RegistryClient client = world.intermediateClient()) {
            older.pushTo(client, "org/app", "change_42_latest");
            older.pushTo(client, "org/app", "change_42_1");
        }
        context.subject = FakeContext.change(42);

        promote.run(context);

        assertThat(world.intermediateServer.manifests.get("org/app:latest").bytes())
                .isNotEqualTo(older.top().bytes());
        assertThat(finalTags()).doesNotContain("change_42_latest", "change_42_1");
        assertThat(context.lines).anyMatch(line -> line.startsWith("A newer change was promoted before"));
    }

    @Test
    void aPromotionWithoutAnUploadSaysSo() {
        assertThatThrownBy(() -> promote.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("No staged image for change 42")
                .hasMessageContaining("org/app:change_42_latest")
                .hasMessageContaining("org/app:change_42_1");
    }

    @Test
    void theSecretIsInNoLineAndHidden() throws Exception {
        built("latest");
        built("1");

        upload.run(context);
        promote.run(context);

        assertThat(String.join("\n", context.lines)).doesNotContain(PASSWORD);
        assertThat(context.hidden).contains(PASSWORD);
    }

    @Test
    void containerImagesGoToTheRegistryThatTheyName() throws Exception {
        String host = "127.0.0.1:" + world.intermediateServer.port();
        TestImage image = TestImage.docker("c", 20);
        try (RegistryClient client = world.buildsetClient()) {
            image.pushTo(client, host.replace(':', '_') + "/team/tool", "latest");
        }
        context.with(
                        "container_images",
                        List.of(Map.of("context", ".", "registry", host, "repository", host + "/team/tool")))
                .with("container_registry_credentials", Map.of(host, Map.of("username", "u", "password", PASSWORD)));

        UploadImages.container(hub, world.access).run(context);
        PromoteImages.container(hub, world.access, FakeContext.ORDER).run(context);

        assertThat(world.intermediateServer.manifests.get("team/tool:latest").digest())
                .isEqualTo(image.digest());
    }

    @Test
    void aCredentialIsNotSentToAnotherRegistryThanItsOwn() {
        context.with(
                        "container_images",
                        List.of(Map.of(
                                "context", ".", "registry", "quay.io", "repository", "evil.example.com/team/tool")))
                .with("container_registry_credentials", Map.of("quay.io", Map.of("username", "u", "password", "p")));

        assertThatThrownBy(() -> UploadImages.container(hub, world.access).run(context))
                .hasMessageContaining("[UPLOAD-003]")
                .hasMessageContaining("evil.example.com");
    }

    @Test
    void anUnknownRegistryKeyIsToldWithTheKnownOnes() {
        context.with(
                        "container_images",
                        List.of(Map.of("context", ".", "registry", "quay.oi", "repository", "quay.oi/team/tool")))
                .with("container_registry_credentials", Map.of("quay.io", Map.of("username", "u", "password", "p")));

        assertThatThrownBy(() -> UploadImages.container(hub, world.access).run(context))
                .hasMessageContaining("'registry' is 'quay.oi'")
                .hasMessageContaining("Did you mean 'quay.io'?")
                .hasMessageContaining("[UPLOAD-002]");
    }

    @Test
    void promotionThroughTheIntermediateRegistryIsRefusedWithTheReason() {
        context.with("container_images", List.of(Map.of("context", ".", "repository", "quay.io/a/b")))
                .with("promote_container_image_method", "intermediate-registry");

        assertThatThrownBy(() -> PromoteImages.container(hub, world.access, FakeContext.ORDER)
                        .run(context))
                .hasMessageContaining("[PROMOTE-001]");
    }

    @Test
    void imagesAreMirroredWhole() throws Exception {
        String host = "127.0.0.1:" + world.intermediateServer.port();
        TestImage image = TestImage.ociIndex("m", 20);
        try (RegistryClient client = world.intermediateClient()) {
            image.pushTo(client, "org/tool", "2");
        }
        context.with(
                        "mirror_container_images",
                        List.of(Map.of(
                                "src_repository",
                                "org/tool",
                                "src_tag",
                                "2",
                                "dest_registry",
                                host,
                                "dest_repository",
                                host + "/mirror/tool")))
                .with("container_registry_credentials", Map.of(host, Map.of("username", "u", "password", PASSWORD)));

        new MirrorImages(hub, world.access).run(context);

        assertThat(world.intermediateServer.manifests.get("mirror/tool:2").bytes())
                .isEqualTo(image.top().bytes());
    }

    @Test
    void aTagIsRemovedAndOthersStay() throws Exception {
        String host = "127.0.0.1:" + world.intermediateServer.port();
        try (RegistryClient client = world.intermediateClient()) {
            TestImage.docker("m", 20).pushTo(client, "org/app", "old");
            TestImage.docker("m", 20).pushTo(client, "org/app", "new");
        }
        context.with("remove_registry_tag_repository", host + "/org/app")
                .with("remove_registry_tag_tag", "old")
                .with("container_registry_credentials", Map.of(host, Map.of("username", "u", "password", PASSWORD)));

        new RemoveRegistryTag(hub, world.access).run(context);

        assertThat(finalTags()).containsExactly("new");
    }

    @Test
    void skopeoIsNotNeeded() {
        new EnsureSkopeo().run(context);

        assertThat(context.lines).hasSize(1);
    }
}
