package dev.sluice.activities.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.NativeRole;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.TestImage;
import dev.sluice.activities.registry.issuer.Registration;
import dev.sluice.activities.registry.issuer.TokenIssuer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an untrusted change's own playbook can try with the roles: it names any role and sets any variable, and has
/// neither the site's secrets nor those of another buildset.
final class IsolationTest {
    private static final Credential SITE = new Credential("site", "site-password");

    @TempDir
    private Path directory = Path.of("");

    private final RoleWorld world = new RoleWorld();
    private final HubMirror hub = new HubMirror(
            Optional.of("https://127.0.0.1:" + world.intermediateServer.port()),
            Optional.empty(),
            () -> Optional.of(SITE));
    private final FakeNode node = new FakeNode();
    private final FakeContext context = new FakeContext(node, "localhost")
            .with(world.buildset)
            .with("zuul_success", true)
            .with("docker_images", List.of(Map.of("context", ".", "repository", "org/app")));

    @AfterEach
    void stop() {
        world.close();
    }

    private void built() throws Exception {
        try (RegistryClient client = world.buildsetClient()) {
            TestImage.docker("evil", 10).pushTo(client, "org/app", "latest");
        }
    }

    @Test
    void withoutTheSitesSecretsNoRoleWritesToALongLivedRegistry() throws Exception {
        built();
        for (NativeRole role : List.of(
                new PushToIntermediateRegistry(world.access),
                UploadImages.docker(hub, world.access),
                UploadImages.container(hub, world.access),
                PromoteImages.docker(hub, world.access, FakeContext.ORDER),
                PromoteImages.container(hub, world.access, FakeContext.ORDER),
                new RemoveRegistryTag(hub, world.access),
                new MirrorImages(hub, world.access))) {
            assertThatThrownBy(() -> role.run(context)).as(role.name()).isInstanceOf(Exception.class);
        }
        assertThat(world.intermediateServer.log).isEmpty();
    }

    @Test
    void aGuessedPasswordOfTheIntermediateRegistryIsRefusedThereAndNothingIsHandedOn() throws Exception {
        built();
        world.intermediateServer.answers(".", 1000, 401, Map.of("WWW-Authenticate", "Basic realm=\"x\""), "");
        context.with(IntermediateRegistry.NAME, world.intermediateSecret);

        assertThatThrownBy(() -> new PushToIntermediateRegistry(world.access).run(context))
                .hasMessageContaining("the password is wrong");
        assertThat(context.returned).isEmpty();
        assertThat(world.intermediateServer.manifests).isEmpty();
    }

    @Test
    void theIntermediateRegistrysSecretIsNotUsedOnANode() {
        FakeContext onNode = new FakeContext(node, "controller")
                .with(world.buildset)
                .with("zuul_success", true)
                .with(IntermediateRegistry.NAME, world.intermediateSecret);

        assertThatThrownBy(() -> new PushToIntermediateRegistry(world.access).run(onNode))
                .hasMessageContaining("[NODE-004]");
        assertThatThrownBy(() -> new PullFromIntermediateRegistry(world.access).run(onNode))
                .hasMessageContaining("[NODE-004]");
        assertThat(node.commands).isEmpty();
        assertThat(node.files).isEmpty();
    }

    @Test
    void onesPasswordOpensNoOtherBuildsetsRegistry() {
        TokenIssuer issuer = new TokenIssuer(directory, Clock.systemUTC());
        Registration mine = issuer.register("mine", "zuul", List.of("10.0.0.1"));
        Registration theirs = issuer.register("theirs", "zuul", List.of("10.0.0.1"));
        Credential own = new Credential(mine.username(), mine.password());
        List<String> push = List.of("repository:org/app:pull,push");

        assertThat(issuer.decide("mine", push, Optional.of(own))).isInstanceOf(TokenIssuer.Verdict.Granted.class);
        assertThat(issuer.decide("theirs", push, Optional.of(own))).isInstanceOf(TokenIssuer.Verdict.Refused.class);
        assertThat(theirs.tls().caPem()).isNotEqualTo(mine.tls().caPem());
    }

    @Test
    void afterItsBuildARegistrysPasswordOpensNothing() {
        TokenIssuer issuer = new TokenIssuer(directory, Clock.systemUTC());
        Registration mine = issuer.register("mine", "zuul", List.of("10.0.0.1"));
        issuer.forget("mine");

        assertThat(issuer.decide("mine", List.of(), Optional.of(new Credential(mine.username(), mine.password()))))
                .isInstanceOf(TokenIssuer.Verdict.UnknownRegistry.class);
    }
}
