package dev.sluice.activities.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.Sidecars;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.issuer.ServerIdentity;
import dev.sluice.activities.registry.issuer.TokenIssuer;
import dev.sluice.activities.registry.issuer.TokenServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryRolesTest {
    private static final String MIRROR = "https://10.0.0.1:32768/";

    private final FakeNode node = new FakeNode();
    private final FakeContext context = new FakeContext(node, "controller");

    @TempDir
    Path state;

    /// Remembers what was started, and starts nothing twice.
    private static final class FakeSidecars implements Sidecars {
        final List<Spec> started = new ArrayList<>();
        String host = "10.0.0.1";

        @Override
        public Sidecar start(Spec spec) {
            if (started.isEmpty()) {
                started.add(spec);
            }
            return new Sidecar("id", host, 32768);
        }

        @Override
        public Optional<Sidecar> find(String build, String name) {
            return started.isEmpty() ? Optional.empty() : Optional.of(new Sidecar("id", host, 32768));
        }
    }

    private void withRegistryRole(FakeSidecars sidecars, RoleUse use) throws Exception {
        TokenIssuer issuer = new TokenIssuer(state.resolve("registrations"), Clock.systemUTC());
        try (TokenServer tokens = TokenServer.start(
                issuer, ServerIdentity.keptIn(state.resolve("identity.json"), "127.0.0.1", 0, Instant.now()))) {
            use.with(new RunBuildsetRegistry(sidecars, issuer, tokens, new RegistryImage("registry:2")));
        }
    }

    private interface RoleUse {
        void with(RunBuildsetRegistry role) throws Exception;
    }

    @Test
    void ensureDockerProvesThatTheEngineAnswers() throws Exception {
        node.prints("docker version", "20.10.24");

        new EnsureDocker("ensure-docker").run(context);

        assertThat(context.lines).containsExactly("Docker engine 20.10.24 answers");
    }

    @Test
    void ensureDockerTellsALabelWithoutEngineFromAnEngineThatIsDown() {
        node.fails("docker version", 1, "Cannot connect to the Docker daemon");
        assertThatThrownBy(() -> new EnsureDocker("ensure-docker").run(context))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("controller")
                .hasMessageContaining("Cannot connect");

        node.engine = false;
        assertThatThrownBy(() -> new EnsureDocker("ensure-docker").run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("label 'docker'")
                .hasMessageContaining("[NODE-002]");
        assertThatThrownBy(() -> new EnsureDocker("install-docker").run(new FakeContext(node, "localhost")))
                .hasMessageContaining("[NODE-001]");
    }

    @Test
    void theRegistryStartsAsAnUnmodifiedImageWithTokens() throws Exception {
        FakeSidecars sidecars = new FakeSidecars();
        withRegistryRole(sidecars, role -> role.run(context));

        Sidecars.Spec spec = sidecars.started.getFirst();
        assertThat(spec.image()).isEqualTo("registry:2");
        assertThat(spec.name()).isEqualTo("buildset-registry");
        assertThat(spec.environment()).isEmpty();
        var configuration = new YAMLMapper().readTree(spec.files().get("/etc/docker/registry/config.yml"));
        assertThat(configuration.at("/auth/token/realm").asText())
                .startsWith("https://127.0.0.1:")
                .endsWith("/token/" + FakeContext.BUILD);
        assertThat(configuration.at("/http/secret").asText()).hasSize(64);
        assertThat(spec.files()).containsKeys("/etc/docker/registry/tls.key", "/etc/docker/registry/token.crt");
    }

    @Test
    void theRecordIsSecretDataAndItsPasswordIsHidden() throws Exception {
        withRegistryRole(new FakeSidecars(), role -> role.run(context));

        Map<String, Object> record = Variables.map(context.returnedSecrets.get("buildset_registry"));
        assertThat(record).containsOnlyKeys("host", "port", "username", "password", "cert");
        assertThat(record).containsEntry("host", "10.0.0.1").containsEntry("port", 32768);
        assertThat(context.returned).isEmpty();
        assertThat(context.hidden).contains((String) record.get("password"));
        assertThat(context.variables.get("buildset_registry")).isEqualTo(record);
        assertThat(String.join("\n", context.lines)).doesNotContain((String) record.get("password"));
    }

    @Test
    void runningItAgainGivesTheSameRegistry() throws Exception {
        FakeSidecars sidecars = new FakeSidecars();
        withRegistryRole(sidecars, role -> role.run(context));
        Object first = context.returnedSecrets.get("buildset_registry");
        // As after a worker that died before it could tell what it had started.
        context.returnedSecrets.clear();
        withRegistryRole(sidecars, role -> role.run(context));

        assertThat(context.returnedSecrets.get("buildset_registry")).isEqualTo(first);
        assertThat(sidecars.started).hasSize(1);
    }

    @Test
    void anAddressThatTheCertificateDoesNotNameIsTold() throws Exception {
        FakeSidecars sidecars = new FakeSidecars();
        sidecars.host = "192.0.2.7";

        withRegistryRole(
                sidecars,
                role -> assertThatThrownBy(() -> role.run(context))
                        .isInstanceOf(InfrastructureFailure.class)
                        .hasMessageContaining("192.0.2.7")
                        .hasMessageContaining("docker.advertise-host"));
    }

    private UseBuildsetRegistry use() {
        return new UseBuildsetRegistry(
                new HubMirror(
                        Optional.of("https://hub.example.com:5443"),
                        Optional.of("HUB CA"),
                        () -> Optional.of(new Credential("u", "p"))),
                (_, _, _, _) -> List.of(),
                _ -> {});
    }

    private void engineReachesTheRegistry() {
        node.fails("docker pull", 1, "Error response from daemon: manifest for sluice/probe:absent not found");
    }

    private void withRecord() {
        context.with(new BuildsetRegistry("10.0.0.1", 32768, "zuul", "password", "CERT"));
    }

    @Test
    void theEngineIsPointedAtTheRegistry() throws Exception {
        withRecord();
        node.files.put("/etc/hosts", "127.0.0.1 localhost\n");
        node.files.put("/etc/docker/daemon.json", "{\"registry-mirrors\":[\"https://hub.example.com:5443\"]}");
        engineReachesTheRegistry();
        node.prints("docker info", "[\"" + MIRROR + "\",\"https://hub.example.com:5443/\"]");

        use().run(context);

        assertThat(node.files.get("/etc/hosts")).endsWith("10.0.0.1\tzuul-jobs.buildset-registry\n");
        assertThat(node.files.get("/etc/docker/certs.d/10.0.0.1:32768/ca.crt")).isEqualTo("CERT");
        assertThat(node.files.get("/etc/docker/certs.d/zuul-jobs.buildset-registry:32768/ca.crt"))
                .isEqualTo("CERT");
        assertThat(node.files.get("/etc/docker/certs.d/hub.example.com:5443/ca.crt"))
                .isEqualTo("HUB CA");
        assertThat(new ObjectMapper()
                        .readTree(node.files.get("/etc/docker/daemon.json"))
                        .path("registry-mirrors"))
                .extracting(item -> item.asText())
                .containsExactly(MIRROR, "https://hub.example.com:5443");
        assertThat(node.files.get("/root/.docker/config.json"))
                .contains("zuul-jobs.buildset-registry:32768", "10.0.0.1:32768");
        assertThat(node.files.get("/root/.docker/config.json")).doesNotContain("index.docker.io");
        assertThat(node.modes).containsEntry("/root/.docker/config.json", 0600);
        assertThat(node.ran("sh -c kill -HUP")).hasSize(1);
    }

    @Test
    void aRecordOfThisVeryBuildWillDo() throws Exception {
        context.returnedSecrets.put(
                "buildset_registry", new BuildsetRegistry("10.0.0.1", 32768, "zuul", "password", "CERT").record());
        engineReachesTheRegistry();
        node.prints("docker info", "[\"" + MIRROR + "\"]");

        use().run(context);

        assertThat(node.files).containsKey("/etc/docker/daemon.json");
    }

    @Test
    void anEngineThatDoesNotTakeTheMirrorIsTold() {
        withRecord();
        node.prints("docker info", "[\"https://other/\"]");

        assertThatThrownBy(() -> use().run(context))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining(MIRROR)
                .hasMessageContaining("[\"https://other/\"]")
                .hasMessageContaining("--registry-mirror");
    }

    @Test
    void anEngineThatCannotReachItsMirrorIsToldNotLeftToFallBack() {
        withRecord();
        node.prints("docker info", "[\"" + MIRROR + "\"]");
        node.fails("docker pull", 1, "x509: certificate signed by unknown authority");

        assertThatThrownBy(() -> use().run(context))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("it cannot use it: x509: certificate signed by unknown authority");
    }

    @Test
    void anIpv6AddressIsKnownByItsAliasOnly() throws Exception {
        context.with(new BuildsetRegistry("2001:db8::1", 5000, "zuul", "password", "CERT"));
        engineReachesTheRegistry();
        node.prints("docker info", "[\"https://zuul-jobs.buildset-registry:5000/\"]");

        use().run(context);

        assertThat(node.files.get("/etc/hosts")).isEqualTo("2001:db8::1\tzuul-jobs.buildset-registry\n");
        assertThat(node.files.keySet()).noneMatch(path -> path.contains("2001"));
    }

    @Test
    void aLaterRegistryReplacesTheFormer() throws Exception {
        withRecord();
        engineReachesTheRegistry();
        node.prints("docker info", "[\"" + MIRROR + "\"]");
        use().run(context);
        context.with(new BuildsetRegistry("10.0.0.1", 40000, "zuul", "password", "CERT"));
        node.prints("docker info", "[\"https://10.0.0.1:40000/\"]");

        use().run(context);

        assertThat(node.files.get("/etc/docker/daemon.json")).contains("40000").doesNotContain("32768");
    }

    @Test
    void aNamedHostNeedsNoAlias() throws Exception {
        context.with(new BuildsetRegistry("registry.example.com", 5000, "zuul", "password", "CERT"));
        engineReachesTheRegistry();
        node.prints("docker info", "[\"https://registry.example.com:5000/\"]");

        use().run(context);

        assertThat(node.files).doesNotContainKey("/etc/hosts");
        assertThat(node.files).containsKey("/etc/docker/certs.d/registry.example.com:5000/ca.crt");
    }

    @Test
    void withoutARecordItSaysWhatIsMissing() {
        assertThatThrownBy(() -> use().run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("'buildset_registry' is not defined")
                .hasMessageContaining("[REGISTRY-001]");
        context.with("buildset_registry", Map.of("host", "10.0.0.1"));
        assertThatThrownBy(() -> use().run(context)).hasMessageContaining("has no 'port'");
    }

    @Test
    void theAuthorityFileHoldsBothCertificates() throws Exception {
        withRegistryRole(new FakeSidecars(), role -> role.run(context));

        String cert = String.valueOf(
                Variables.map(context.returnedSecrets.get("buildset_registry")).get("cert"));
        assertThat(cert.getBytes(StandardCharsets.US_ASCII)).isNotEmpty();
        assertThat(cert.split("BEGIN CERTIFICATE", -1)).hasSize(3);
    }
}
