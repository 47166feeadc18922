package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.registry.Digest;
import dev.sluice.activities.registry.Provenance;
import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Its mistakes, and how it tells what it found; that it finds it is a matter for the tests of a site.
final class ImageCommandTest {
    private static final Digest DIGEST = Digest.of("image".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private record Said(int exit, String error) {}

    private static Said image(String... arguments) {
        StringWriter error = new StringWriter();
        CommandLine command = SluiceCommand.commandLine();
        command.setErr(new PrintWriter(error));
        String[] all = new String[arguments.length + 1];
        all[0] = "image";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Said(command.execute(all), error.toString());
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        Said said = image("Example/App:latest");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.error()).contains("Example/App").contains("lower-case");
    }

    @Test
    void aUserWithoutAPasswordIsRefused() {
        assertThat(image("example/app:latest", "--user", "zuul"))
                .isEqualTo(new Said(1, "--user and --password-file belong together: give both, or neither.\n"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Said said = image(
                "example/app:latest", "--ca-file", directory.resolve("none.crt").toString());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.error()).contains("none.crt' cannot be read");
    }

    @Test
    void aRegistryThatIsNoAddressIsRefused() {
        Said said = image("example/app:latest", "--registry", "not a host");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.error()).contains("'not a host' is not a registry's host and port");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNamedWithoutTheSecret() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "hidden-word\n");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        Said said = image(
                "example/app:latest",
                "--registry",
                "127.0.0.1:" + port,
                "--user",
                "zuul",
                "--password-file",
                password.toString());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.error()).contains("127.0.0.1:" + port).doesNotContain("hidden-word");
    }

    @Test
    void theStoryNamesChangeBuildBasesAndTests() {
        Provenance statement = new Provenance(
                "example/app",
                DIGEST,
                Map.of(
                        "change",
                        "12",
                        "patchset",
                        "3",
                        "project",
                        "review.example.com/app",
                        "branch",
                        "master",
                        "job",
                        "app-upload-image",
                        "pipeline",
                        "gate",
                        "change_url",
                        "https://review.example.com/12"),
                Map.of("busybox:latest", DIGEST),
                "builder",
                "b1",
                "s1");
        ApiBuildset buildset = new ApiBuildset(
                "s1",
                "demo",
                "gate",
                "app",
                "12,3",
                12,
                3,
                "",
                "SUCCESS",
                true,
                "",
                "",
                0,
                0,
                "",
                List.of(build("b1", "app-upload-image"), build("b2", "app-test-image")));
        ImageStory story = new ImageStory(
                "example/app:latest",
                DIGEST.toString(),
                List.of(ImageStory.Origin.of(statement, ImageStory.Tests.of(buildset, "b1"))));
        StringWriter out = new StringWriter();

        story.print(new PrintWriter(out, true));

        assertThat(out.toString().lines())
                .containsExactly(
                        "example/app:latest  " + DIGEST,
                        "  change   12,3 of review.example.com/app on master  https://review.example.com/12",
                        "  build    b1 (job app-upload-image, pipeline gate)",
                        "  base     busybox:latest  " + DIGEST,
                        "  tested   app-test-image SUCCESS (buildset s1: SUCCESS)");
    }

    private static ApiBuild build(String uuid, String job) {
        return new ApiBuild(uuid, "s1", job, "complete", "SUCCESS", 1, true, "", "", 0, 0);
    }
}
