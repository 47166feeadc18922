package dev.sluice.activities.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.registry.Credential;
import dev.sluice.activities.registry.RegistryClient;
import dev.sluice.activities.registry.TestImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BuildImagesTest {
    private static final Credential HUB = new Credential("site", "hub-password");

    private final RoleWorld world = new RoleWorld();
    private final FakeNode node = new FakeNode();
    private final FakeContext context = new FakeContext(node, "controller").with(world.buildset);
    private final BuildImages role =
            BuildImages.docker(new HubMirror(Optional.empty(), Optional.empty(), () -> Optional.of(HUB)), world.access);
    private final List<String> clientConfigurations = new ArrayList<>();
    /// What `docker image inspect` prints.
    private String inspected = "[]";

    @BeforeEach
    void programs() {
        node.fails("test -e", 1, "");
        node.when("docker push", (command, output) -> {
            String name = command.argv().getLast();
            String path = name.substring(name.indexOf('/') + 1, name.lastIndexOf(':'));
            String tag = name.substring(name.lastIndexOf(':') + 1);
            TestImage image = TestImage.docker(name, 10);
            try (RegistryClient client = world.buildsetClient()) {
                image.pushTo(client, path, tag);
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
            output.accept("stdout", tag + ": digest: " + image.digest() + " size: 500");
            return 0;
        });
        node.when("docker image inspect", (_, output) -> {
            inspected.lines().forEach(line -> output.accept("stdout", line));
            output.accept("stderr", "Error: No such image: org/other:latest");
            return 1;
        });
        node.when("sh -c umask 077", (command, _) -> {
            clientConfigurations.add(new String(command.standardInput().orElseThrow(), StandardCharsets.UTF_8));
            return 0;
        });
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void images(Map<?, ?>... images) {
        context.with("docker_images", List.of(images));
    }

    private Command built(int index) {
        return node.commands.stream()
                .filter(command -> command.argv()
                        .subList(0, Math.min(2, command.argv().size()))
                        .equals(List.of("docker", "build")))
                .toList()
                .get(index);
    }

    @Test
    void argumentsReachTheEngineOneByOne() throws Exception {
        images(Map.of(
                "context", "docker",
                "path", "..",
                "dockerfile", "Other",
                "repository", "org/app",
                "tags", List.of("latest", "1.0"),
                "build_args", List.of("GREETING=hello 'big' world; rm -rf /", "PLAIN"),
                "target", "final",
                "labels", List.of("a=b c")));

        role.run(context);

        assertThat(built(0).argv())
                .containsExactly(
                        "docker",
                        "build",
                        "--pull",
                        "--rm",
                        "--force-rm",
                        "--file",
                        "Other",
                        "--target",
                        "final",
                        "--build-arg",
                        "GREETING=hello 'big' world; rm -rf /",
                        "--build-arg",
                        "PLAIN",
                        "--label",
                        "org.zuul-ci.change=42",
                        "--label",
                        "org.zuul-ci.change_url=https://review.example.com/42",
                        "--label",
                        "a=b c",
                        "--tag",
                        "org/app:change_42_latest",
                        "--tag",
                        "org/app:latest",
                        "--tag",
                        "org/app:change_42_1.0",
                        "--tag",
                        "org/app:1.0",
                        "--",
                        "..");
        assertThat(built(0).directory()).isEqualTo("/root/src/example.com/org/app/docker");
        assertThat(built(0).environment()).containsEntry("DOCKER_BUILDKIT", "0");
    }

    @Test
    void eachFinalTagIsPushedAndItsDigestKept() throws Exception {
        images(Map.of("context", ".", "repository", "org/app", "tags", List.of("a", "b")));

        role.run(context);

        String authority = world.buildset.authority();
        assertThat(node.ran("docker push"))
                .containsExactly("docker push " + authority + "/org/app:a", "docker push " + authority + "/org/app:b");
        assertThat(Variables.map(context.variables.get("buildset_image_digests")))
                .containsEntry(
                        "org/app:a",
                        TestImage.docker(authority + "/org/app:a", 10).digest().toString())
                .containsKey("org/app:b");
    }

    @Test
    void anImageIsPushedBeforeTheNextIsBuilt() throws Exception {
        images(Map.of("context", "a", "repository", "org/a"), Map.of("context", "b", "repository", "org/b"));

        role.run(context);

        List<String> order = node.commands.stream()
                .map(command -> String.join(" ", command.argv()))
                .filter(line -> line.startsWith("docker build") || line.startsWith("docker push"))
                .map(line -> line.substring(0, 12) + line.charAt(line.indexOf("org/") + 4))
                .toList();
        assertThat(order).containsExactly("docker builda", "docker push a", "docker buildb", "docker push b");
    }

    @Test
    void credentialsGoThroughMemoryAndAreTakenAway() throws Exception {
        images(Map.of("context", ".", "repository", "org/app"));
        node.files.put("/root/.docker/config.json", "{\"auths\":{\"quay.io\":{\"auth\":\"mine\"}}}");

        role.run(context);

        assertThat(clientConfigurations).hasSize(1);
        assertThat(clientConfigurations.getFirst())
                .contains("https://index.docker.io/v1/", HUB.encoded(), "quay.io", world.buildset.authority());
        String directory = built(0).environment().get("DOCKER_CONFIG");
        assertThat(directory).startsWith("/dev/shm/");
        assertThat(node.ran("rm -rf " + directory)).hasSize(1);
        assertThat(context.hidden).contains("hub-password", HUB.encoded(), "buildset-password");
        assertThat(node.commands)
                .allSatisfy(command -> assertThat(command.argv() + " " + command.environment())
                        .doesNotContain("password", HUB.encoded()));
        assertThat(String.join("\n", context.lines)).doesNotContain("password");
    }

    @Test
    void aJobsOwnHubLoginIsKept() throws Exception {
        images(Map.of("context", ".", "repository", "org/app"));
        node.files.put(
                "/root/.docker/config.json", "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"mine\"}}}");

        role.run(context);

        assertThat(clientConfigurations.getFirst()).contains("mine").doesNotContain(HUB.encoded());
    }

    @Test
    void credentialsAreTakenAwayFromAFailedBuildToo() {
        images(Map.of("context", ".", "repository", "org/app"));
        node.fails("docker build", 1, "The command '/bin/sh -c make' returned a non-zero code: 2");

        assertThatThrownBy(() -> role.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("docker_images[0]")
                .hasMessageContaining("'org/app' does not build (exit code 1)")
                .hasMessageContaining("returned a non-zero code: 2");
        assertThat(node.ran("rm -rf /dev/shm")).hasSize(1);
        assertThat(node.ran("docker push")).isEmpty();
    }

    @Test
    void aRegistryOutOfReachIsNotTheAuthorsFault() {
        images(Map.of("context", ".", "repository", "org/app"));
        node.fails(
                "docker build",
                1,
                "Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1: i/o timeout");

        assertThatThrownBy(() -> role.run(context)).isInstanceOf(InfrastructureFailure.class);
    }

    @Test
    void aBuildThatUsedThePublishedBaseFailsAndNamesIt() throws Exception {
        TestImage speculative = TestImage.docker("speculative", 10);
        TestImage published = TestImage.docker("published", 10);
        try (RegistryClient client = world.buildsetClient()) {
            speculative.pushTo(client, "org/base", "latest");
            speculative.pushTo(client, "library/python", "3");
        }
        inspected = "[{\"RepoTags\":[\"org/base:latest\"],\"RepoDigests\":[\"org/base@" + published.digest() + "\"]},"
                + "{\"RepoTags\":[\"python:3\"],\"RepoDigests\":[\"python@" + speculative.digest() + "\"]}]";
        images(Map.of("context", ".", "repository", "org/app"));

        assertThatThrownBy(() -> role.run(context))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("Image 'org/base:latest': the engine used the published image")
                .hasMessageContaining("Expected " + speculative.digest())
                .hasMessageContaining("found " + published.digest())
                .hasMessageContaining("use-buildset-registry")
                .message()
                .doesNotContain("python");
        assertThat(node.ran("docker push")).isEmpty();
    }

    @Test
    void theRightBaseAndImagesBuiltHerePass() throws Exception {
        TestImage speculative = TestImage.docker("speculative", 10);
        try (RegistryClient client = world.buildsetClient()) {
            speculative.pushTo(client, "org/base", "latest");
            speculative.pushTo(client, "org/local", "latest");
        }
        inspected = "[{\"RepoTags\":[\"org/base:latest\"],\"RepoDigests\":[\"org/base@" + speculative.digest() + "\"]},"
                + "{\"RepoTags\":[\"org/local:latest\"],\"RepoDigests\":[]}]";
        images(Map.of("context", ".", "repository", "org/app"));

        role.run(context);

        assertThat(context.lines).contains("Checked that 1 image is those of the buildset registry");
    }

    @Test
    void anEngineThatCannotBeAskedIsNoProof() throws Exception {
        try (RegistryClient client = world.buildsetClient()) {
            TestImage.docker("x", 10).pushTo(client, "org/base", "latest");
        }
        node.fails("docker image inspect", 1, "Cannot connect to the Docker daemon");

        assertThatThrownBy(() -> new VerifySpeculativeImages(new SpeculativeImages(world.access)).run(context))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("Cannot connect");
    }

    @Test
    void aPushIsTriedThreeTimes() {
        images(Map.of("context", ".", "repository", "org/app"));
        node.fails("docker push", 1, "received unexpected HTTP status: 502");

        assertThatThrownBy(() -> role.run(context))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageContaining("in 3 tries")
                .hasMessageContaining("502");
        assertThat(node.ran("docker push")).hasSize(3);
    }

    @Test
    void siblingsAreCopiedInAndTakenOut() throws Exception {
        images(Map.of("context", "docker", "repository", "org/app", "siblings", List.of("example.com/org/lib")));

        role.run(context);

        String target = "/root/src/example.com/org/app/docker/.zuul-siblings";
        assertThat(node.ran("cp -a"))
                .containsExactly("cp -a /root/src/example.com/org/lib/. " + target + "/example.com/org/lib");
        assertThat(built(0).argv()).contains("ZUUL_SIBLINGS=example.com/org/lib");
        assertThat(node.ran("rm -rf " + target)).hasSize(1);
    }

    @Test
    void aSiblingThatIsNoRequiredProjectIsTold() {
        images(Map.of("context", "docker", "repository", "org/app", "siblings", List.of("example.com/org/no")));

        assertThatThrownBy(() -> role.run(context))
                .hasMessageContaining("'example.com/org/no' is not checked out")
                .hasMessageContaining("required-projects")
                .hasMessageContaining("Checked out: example.com/org/lib");
    }

    @Test
    void aMissingContextIsToldBeforeAnythingIsBuilt() {
        images(Map.of("context", "nowhere", "repository", "org/app"));
        node.fails("test -d", 1, "");

        assertThatThrownBy(() -> role.run(context))
                .hasMessageContaining("'context' is 'nowhere', but there is no directory")
                .hasMessageContaining("[IMAGE-011]");
        assertThat(node.ran("docker build")).isEmpty();
    }

    @Test
    void withoutARegistryItOnlyBuilds() throws Exception {
        context.variables.remove("buildset_registry");
        images(Map.of("context", ".", "repository", "org/app"));

        role.run(context);

        assertThat(node.ran("docker build")).hasSize(1);
        assertThat(node.ran("docker push")).isEmpty();
    }

    @Test
    void theGenericTwinReadsItsOwnList() throws Exception {
        Map<String, Object> image = new LinkedHashMap<>(
                Map.of("context", ".", "repository", "quay.io/org/app", "container_filename", "Containerfile"));
        context.with("container_images", List.of(image));

        BuildImages.container(HubMirror.none(), world.access).run(context);

        assertThat(built(0).argv()).contains("--file", "Containerfile", "quay.io/org/app:change_42_latest");
        assertThat(node.ran("docker push"))
                .containsExactly("docker push " + world.buildset.authority() + "/quay.io/org/app:latest");
    }
}
