package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What `sluice dev` says when it cannot start: one clear message, an exit code, and no stack.
final class StartProblemsTest {
    @TempDir
    Path directory;

    @BeforeEach
    void site() throws IOException {
        Files.writeString(directory.resolve("main.yaml"), """
                - tenant:
                    name: demo
                    source:
                      gerrit:
                        config-projects: [config]
                """);
        Files.writeString(directory.resolve("secret"), "x");
    }

    @Test
    void mistakesInTheSettingsAreToldTogether() throws IOException {
        Said said = dev(settings(9000)
                .replace("http:", "htpp:")
                .replace("embedded", "in-memory")
                .replace("ssh: {port: 29418", "ssh: {port: many"));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.error())
                .contains("Did you mean 'http'?")
                .contains("'mode' is 'in-memory'. Allowed: server, embedded.")
                .contains("'port' is 'many'");
    }

    @Test
    void mistakesInTheTenantFileAreToldTogether() throws IOException {
        Files.writeString(directory.resolve("main.yaml"), """
                - tenant:
                    name: demo
                    max-job-timeout: long
                    defualt-parent: base
                    source:
                      gerrit:
                        config-projects: [config]
                """);

        Said said = dev(settings(9000));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.error())
                .contains("main.yaml:3:")
                .contains("main.yaml:4:")
                .contains("Did you mean 'default-parent'?");
    }

    @Test
    void aPortInUseIsNamedWithWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Said said = dev(settings(taken.getLocalPort()));

            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.error())
                    .contains("Cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": another process has that port.")
                    .contains("set 'http.listen' in " + directory.resolve("settings.yaml"));
        }
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(directory.resolve("state"), "a file where a directory must be");

        Said said = dev(settings(9000));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.error()).contains(directory.resolve("state").toString());
    }

    @Test
    void aDockerEngineThatIsNotThereIsNamedWhenItIsNeededAtOnce() throws IOException {
        Said said = dev(settings(9000).replace(", advertise-host: 127.0.0.1", ""));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.error())
                .contains("'unix:///nonexistent/docker.sock': it does not answer")
                .contains("Start it, or set 'docker.host'");
    }

    @Test
    void aSettingsFileThatIsNotThereIsNamed() {
        Said said = sluice("dev", "--settings", directory.resolve("none.yaml").toString());

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.error()).contains("none.yaml");
    }

    private String settings(int port) {
        return """
                temporal: {mode: embedded}
                http: {listen: "127.0.0.1:%d"}
                tenants: main.yaml
                state-dir: state
                connections:
                  gerrit:
                    url: http://127.0.0.1:1
                    canonical-hostname: review.example.com
                    user: zuul
                    password-file: secret
                    ssh: {port: 29418, key-file: secret}
                docker: {host: "unix:///nonexistent/docker.sock", advertise-host: 127.0.0.1}
                """.formatted(port);
    }

    private Said dev(String settings) throws IOException {
        Path file = directory.resolve("settings.yaml");
        Files.writeString(file, settings);
        Said said = sluice("dev", "--settings", file.toString());
        assertThat(said.error()).doesNotContain("\tat ");
        return said;
    }

    private static Said sluice(String... arguments) {
        StringWriter error = new StringWriter();
        CommandLine command = SluiceCommand.commandLine();
        command.setErr(new PrintWriter(error, true));
        return new Said(command.execute(arguments), error.toString());
    }

    private record Said(int exit, String error) {}
}
