package dev.sluice.activities.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.ImageCopier;
import dev.sluice.activities.registry.Patience;
import dev.sluice.activities.registry.RealRegistry;
import dev.sluice.activities.registry.RealRegistry.Guard;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.TrustedCas;
import dev.sluice.activities.registry.issuer.FreshCertificate;
import dev.sluice.activities.registry.issuer.ServerIdentity;
import dev.sluice.activities.registry.issuer.TokenIssuer;
import dev.sluice.activities.registry.issuer.TokenServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The roles on a real engine and real registries: a build uses the image of the change ahead, and fails when it
/// cannot. Docker Hub is played by a mirror with a password that holds the published images.
final class SpeculativeBuildIT {
    private static final Credential SITE = new Credential("site", "hub-pass:word");

    @TempDir
    Path directory;

    private NamespaceNode node;
    private RealRegistry hub;
    private ProcessSidecars sidecars;
    private TokenServer tokens;
    private FakeContext context;
    private RegistryAccess access;
    private HubMirror mirror;
    private UseBuildsetRegistry use;
    private BuildImages build;

    @BeforeEach
    void start() throws Exception {
        RealRegistry.assumeInstalled();
        NamespaceNode.assumePossible();
        node = new NamespaceNode(Files.createDirectories(directory.resolve("node")));
        hub = new RealRegistry(
                directory.resolve("hub"),
                NamespaceNode.OUTSIDE,
                Guard.htpasswd(directory, SITE.username(), SITE.password()),
                true);
        sidecars = new ProcessSidecars(Files.createDirectories(directory.resolve("sidecar")), NamespaceNode.OUTSIDE);
        TokenIssuer issuer = new TokenIssuer(directory.resolve("registrations"), Clock.systemUTC());
        tokens = TokenServer.start(
                issuer,
                ServerIdentity.keptIn(directory.resolve("identity.json"), NamespaceNode.OUTSIDE, 0, Instant.now()));
        access = new RegistryAccess(TrustedCas.none(), Patience.usual(), Clock.systemUTC(), new ImageCopier(4));
        mirror = new HubMirror(Optional.of(hub.base().toString()), hub.ca(), () -> Optional.of(SITE));
        use = new UseBuildsetRegistry(mirror, access, Thread::sleep);
        build = BuildImages.docker(mirror, access);
        context = new FakeContext(node, "controller")
                .with("zuul_work_dir", directory.resolve("src").toString());
        node.startEngine();
        new EnsureDocker("ensure-docker").run(context);
        new RunBuildsetRegistry(sidecars, issuer, tokens, new RegistryImage("registry:2")).run(context);
        use.run(context);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        hub.close();
        sidecars.close();
        tokens.close();
    }

    private String docker(String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(Arrays.asList(arguments));
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        int code = node.run(
                        "",
                        "",
                        new Command(argv, Map.of("DOCKER_BUILDKIT", "0"), "", Optional.empty(), Duration.ofMinutes(2)),
                        (_, line) -> lines.add(line))
                .code();
        assertThat(code).as(String.join("\n", lines)).isZero();
        return String.join("\n", lines);
    }

    /// Makes an image that holds one word, and leaves it in a registry only.
    private void publish(String word, String reference) throws Exception {
        Path sources = Files.createDirectories(directory.resolve("make-" + word));
        Files.writeString(sources.resolve("nonce"), word);
        Files.writeString(sources.resolve("Dockerfile"), "FROM scratch\nCOPY nonce /nonce\nCMD [\"/none\"]\n");
        docker("build", "-t", reference, sources.toString());
        docker("push", reference);
        docker("image", "rm", reference);
    }

    private BuildsetRegistry registry() throws Exception {
        return BuildsetRegistry.of(context).orElseThrow();
    }

    private void publishBothBases() throws Exception {
        String hubHost = NamespaceNode.OUTSIDE + ":" + hub.port();
        node.write(
                "",
                "",
                node.facts("", "").home() + "/.docker/config.json",
                EngineFiles.client(
                                Optional.empty(),
                                Map.of(
                                        hubHost,
                                        SITE,
                                        registry().authority(),
                                        registry().credential()),
                                "")
                        .getBytes(StandardCharsets.UTF_8),
                0600);
        publish("published", hubHost + "/org/base:latest");
        publish("speculative", registry().authority() + "/org/base:latest");
        Path sources = Files.createDirectories(directory.resolve("src/docker"));
        Files.writeString(sources.resolve("Dockerfile"), "FROM org/base:latest\nARG WORD\nLABEL word=$WORD\n");
        context.with(
                "docker_images",
                List.of(Map.of("context", "docker", "repository", "org/app", "build_args", List.of("WORD=two words"))));
    }

    private String nonceOf(String image) throws Exception {
        docker("create", "--name", "look", image);
        docker("cp", "look:/nonce", directory.resolve("found").toString());
        docker("rm", "look");
        return Files.readString(directory.resolve("found"));
    }

    @Test
    void aBuildUsesTheImageOfTheChangeAheadAndPushesItsOwn() throws Exception {
        publishBothBases();

        build.run(context);

        assertThat(nonceOf("org/app:change_42_latest")).isEqualTo("speculative");
        assertThat(context.lines).contains("Checked that 1 image is those of the buildset registry");
        assertThat(docker("image", "inspect", "--format", "{{json .Config.Labels}}", "org/app:latest"))
                .contains("\"org.zuul-ci.change\":\"42\"", "\"word\":\"two words\"");
        try (RegistryClient client = access.connect(registry().endpoint())) {
            assertThat(client.manifestDigest("org/app", "latest").orElseThrow().toString())
                    .isEqualTo(Variables.map(context.variables.get(BuildImages.DIGESTS))
                            .get("org/app:latest"));
        }
        assertThat(sidecars.log()
                        + String.join("\n", context.lines)
                        + Files.readString(directory.resolve("node/dockerd.log")))
                .doesNotContain(
                        registry().password(),
                        SITE.password(),
                        SITE.encoded(),
                        registry().credential().encoded());
    }

    @Test
    void aBuildThatFellBackToThePublishedImageFailsAndNamesIt() throws Exception {
        publishBothBases();
        FreshCertificate other = FreshCertificate.issue("other", List.of("x"), Instant.now(), Duration.ofDays(1));
        node.write(
                "",
                "",
                "/etc/docker/certs.d/" + registry().authority() + "/ca.crt",
                other.caPem().getBytes(StandardCharsets.UTF_8),
                0644);

        assertThatThrownBy(() -> build.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("Image 'org/base:latest': the engine used the published image")
                .hasMessageContaining(registry().authority());
        assertThat(nonceOf("org/base:latest")).isEqualTo("published");
        try (RegistryClient client = access.connect(registry().endpoint())) {
            assertThat(client.manifestDigest("org/app", "latest")).isEmpty();
        }
    }

    /// No host of that name can be reached from the node, so only what was brought can be used.
    @Test
    void anImageOfAnotherHostThanDockerHubIsSpeculativeToo() throws Exception {
        publishBothBases();
        publish("foreign", registry().authority() + "/quay.example.com/org/base:1");
        Path sources = Files.createDirectories(directory.resolve("src/docker"));
        Files.writeString(sources.resolve("Dockerfile"), "FROM quay.example.com/org/base:1\n");

        build.run(context);

        assertThat(nonceOf("org/app:latest")).isEqualTo("foreign");
        new VerifySpeculativeImages(new SpeculativeImages(access)).run(context);
        use.run(context);
        docker("image", "inspect", "quay.example.com/org/base:1");
    }

    @Test
    void theDigestsOfBaseImagesAreKnown() throws Exception {
        publishBothBases();

        build.run(context);

        try (RegistryClient client = access.connect(registry().endpoint())) {
            assertThat(Variables.map(
                            Variables.map(context.variables.get(Origin.BASES)).get("org/app:latest")))
                    .containsEntry(
                            "org/base:latest",
                            client.manifestDigest("org/base", "latest")
                                    .orElseThrow()
                                    .toString());
        }
    }

    @Test
    void aTestThatPullsTheSpeculativeImagePassesTheCheck() throws Exception {
        publishBothBases();
        docker("pull", "org/base:latest");

        new VerifySpeculativeImages(new SpeculativeImages(access)).run(context);

        assertThat(nonceOf("org/base:latest")).isEqualTo("speculative");
    }

    @Test
    void pointingTheEngineTwiceChangesNothing() throws Exception {
        byte[] before = node.read("", "", "/etc/docker/daemon.json", 9999).orElseThrow();

        use.run(context);

        assertThat(node.read("", "", "/etc/docker/daemon.json", 9999).orElseThrow())
                .isEqualTo(before);
    }
}
