package dev.sluice.engine.jobgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.TestTenants;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.conform.MapConfigSource;
import dev.sluice.engine.secret.SecretCipher;
import dev.sluice.engine.secret.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The tenant of the seed document (container-roles 1.1).
class SeedTenantTest {
    private static final KeyPair KEYS = keys();
    private static final LoadedLayout LOADED = load();

    @Test
    void loadsWithoutProblems() {
        assertThat(LOADED.problems()).isEmpty();
    }

    @Test
    void runsTheOutermostPreRunFirstAndTheInnermostPostRunFirst() {
        FrozenJob upload = freeze("gate").jobs().getFirst();

        assertThat(paths(upload.preRun()))
                .containsExactly("playbooks/base/pre.yaml", "playbooks/buildset-registry/pre.yaml");
        assertThat(paths(upload.run())).containsExactly("playbooks/docker-image/run.yaml");
        assertThat(paths(upload.postRun()))
                .containsExactly(
                        "playbooks/docker-image/upload.yaml",
                        "playbooks/buildset-registry/post.yaml",
                        "playbooks/base/post.yaml");
        assertThat(upload.preRun()).extracting(FrozenPlaybook::nestingLevel).containsExactly(0, 1);
        assertThat(upload.postRun()).extracting(FrozenPlaybook::nestingLevel).containsExactly(3, 1, 0);
    }

    @Test
    void showsTheSecretOnlyToThePlaybooksOfTheJobThatNamesIt() {
        FrozenJob upload = freeze("gate").jobs().getFirst();

        assertThat(upload.preRun())
                .extracting(SeedTenantTest::aliases)
                .containsExactly(List.of(), List.of("intermediate_registry"));
        assertThat(upload.run()).extracting(SeedTenantTest::aliases).containsExactly(List.of());
        assertThat(upload.postRun())
                .extracting(SeedTenantTest::aliases)
                .containsExactly(List.of(), List.of("intermediate_registry"), List.of());
        FrozenSecret secret = upload.preRun().getLast().secrets().getFirst();
        assertThat(secret.owner().name()).isEqualTo("cfg");
        assertThat(secret.data().toString()).doesNotContain("hunter2");
        assertThat(Secrets.decryptAll(secret.data(), KEYS.getPrivate()).orElseThrow())
                .isEqualTo(Map.of(
                        "host", "insecure-ci-registry.example.org",
                        "port", 5000,
                        "username", "zuul",
                        "password", "hunter2"));
    }

    @Test
    void connectsTheProducersAndTheConsumerAndInheritsRequires() {
        Frozen frozen = freeze("check");

        assertThat(frozen.problems()).isEmpty();
        assertThat(frozen.jobs())
                .extracting(FrozenJob::name)
                .containsExactly("yoursite-buildset-registry", "yoursite-build-docker-image", "test-image");
        FrozenJob build = frozen.jobs().get(1);
        assertThat(build.requires()).containsExactly("docker-image");
        assertThat(build.provides()).containsExactly("docker-image");
        assertThat(build.postReview()).isFalse();
        assertThat(build.dependencies()).containsExactly(new JobDependency("yoursite-buildset-registry", false));
        assertThat(paths(build.run())).containsExactly("playbooks/docker-image/run.yaml");
        assertThat(build.nodeset().nodes()).containsExactly(new FrozenNode(List.of("node"), "docker"));
        FrozenJob consumer = frozen.jobs().get(2);
        assertThat(paths(consumer.preRun()))
                .containsExactly("playbooks/base/pre.yaml", "pb/use-buildset-registry.yaml");
        assertThat(consumer.preRun()).extracting(FrozenPlaybook::trusted).containsExactly(true, false);
    }

    @Test
    void promotesOnTheExecutorAlone() {
        FrozenJob promote = freeze("promote").jobs().getFirst();

        assertThat(promote.nodeset().nodes()).isEmpty();
        assertThat(paths(promote.run())).containsExactly("playbooks/promote/run.yaml");
    }

    private static Frozen freeze(String pipeline) {
        return JobGraphFreezer.freeze(
                LOADED.layout(), pipeline, TestTenants.change("app", "Dockerfile"), FreezeContext.NONE);
    }

    private static LoadedLayout load() {
        String encrypted = String.join("", SecretCipher.encrypt(KEYS.getPublic(), "hunter2"));
        var source = new MapConfigSource(Map.of(
                "cfg",
                Map.of(
                        "master",
                        Map.of(
                                "zuul.d/a.yaml", text("site.yaml"),
                                "zuul.d/b.yaml", text("zuul.yaml").replace("ENCRYPTED", encrypted))),
                "app",
                TestTenants.master("zuul.yaml", text("app.yaml"))));
        var loader = new LayoutLoader(
                new ParsedFiles(TestTenants.CONNECTIONS),
                (_, chunks) -> SecretCipher.decrypt(KEYS.getPrivate(), chunks).isPresent());
        return loader.load(TestTenants.tenant("app"), source);
    }

    private static List<String> paths(List<FrozenPlaybook> playbooks) {
        return playbooks.stream().map(FrozenPlaybook::path).toList();
    }

    private static List<String> aliases(FrozenPlaybook playbook) {
        return playbook.secrets().stream().map(FrozenSecret::alias).toList();
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String name) {
        try (InputStream in = SeedTenantTest.class.getResourceAsStream("/seed/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
