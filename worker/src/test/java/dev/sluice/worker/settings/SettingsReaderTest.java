package dev.sluice.worker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsReaderTest {
    @TempDir
    Path directory;

    @Test
    void readsASiteWithDefaults() throws IOException {
        Path file = site("connections: {}\n");

        Settings settings = SettingsReader.read(file);

        assertThat(settings.http().publicUrl()).isEqualTo("http://127.0.0.1:9000");
        assertThat(settings.temporal().embedded()).isFalse();
        assertThat(settings.stateDirectory()).isEqualTo(directory.resolve("state"));
        assertThat(settings.labels()).containsOnlyKeys("docker");
        assertThat(settings.instance()).hasSize(8);
    }

    @Test
    void readsAConnectionWithPathsRelativeToTheFile() throws IOException {
        Files.writeString(directory.resolve("password"), "x");
        Files.writeString(directory.resolve("key"), "x");
        Path file = site("""
                connections:
                  gerrit:
                    url: http://127.0.0.1:8080
                    canonical-hostname: review.example.com
                    user: zuul
                    password-file: password
                    ssh: {port: 29418, key-file: key}
                """);

        assertThat(SettingsReader.read(file).connections()).singleElement().satisfies(gerrit -> {
            assertThat(gerrit.canonicalHostname()).isEqualTo("review.example.com");
            assertThat(gerrit.passwordFile()).isEqualTo(directory.resolve("password"));
            assertThat(gerrit.sshHost()).isEqualTo("127.0.0.1");
        });
    }

    @Test
    void readsAMailServerWithZuulsDefaults() throws IOException {
        Files.writeString(directory.resolve("password"), "x");

        assertThat(SettingsReader.read(site("connections: {mail: {driver: smtp}}\n"))
                        .mailServers())
                .containsExactly(
                        new Settings.MailServer("mail", "localhost", 25, "zuul", "zuul", false, "", Optional.empty()));
        Path file = site("""
                connections:
                  mail: {driver: smtp, server: mx.example.com, port: 587, default-from: ci@example.com,
                    default-to: dev@example.com, use-starttls: true, user: ci, password-file: password}
                """);
        assertThat(SettingsReader.read(file).mailServers()).singleElement().satisfies(mail -> {
            assertThat(mail.startTls()).isTrue();
            assertThat(mail.passwordFile()).hasValue(directory.resolve("password"));
        });
    }

    @Test
    void aMailServersMistakesAreTold() throws IOException {
        Path file = site("connections: {mail: {driver: smpt}, other: {driver: smtp, default_to: x, user: ci}}\n");

        assertThatThrownBy(() -> SettingsReader.read(file))
                .hasMessageContaining("'driver' is 'smpt'. Allowed: gerrit, smtp. [SETTINGS-013]")
                .hasMessageContaining("Did you mean 'default-to'?")
                .hasMessageContaining("'password-file'");
    }

    @Test
    void readsHowLongTheIntermediateRegistryKeepsImages() throws IOException {
        Files.writeString(directory.resolve("password"), "x");
        Path file = site("""
                intermediate-registry:
                  url: https://registry.example.org:5000
                  username: zuul
                  password-file: password
                  keep: 3d
                """);

        assertThat(SettingsReader.read(file).intermediate()).hasValueSatisfying(intermediate -> {
            assertThat(intermediate.keep()).isEqualTo(Duration.ofDays(3));
            assertThat(intermediate.passwordFile()).isEqualTo(directory.resolve("password"));
        });
        assertThat(SettingsReader.read(site("")).intermediate()).isEmpty();
    }

    @Test
    void tellsThreeMistakesAtOnceWithTheirLines() throws IOException {
        Path file = site("""
                htpp: {listen: 127.0.0.1:9000}
                temporal:
                  mode: in-memory
                docker:
                  token-port: seventy
                """);

        assertThatThrownBy(() -> SettingsReader.read(file))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining(file + ":2:1: the settings file has no setting 'htpp'.")
                .hasMessageContaining("Did you mean 'http'? [SETTINGS-001]")
                .hasMessageContaining(file + ":4:9: 'mode' is 'in-memory'. Allowed: server, embedded. [SETTINGS-011]")
                .hasMessageContaining(file + ":6:15: 'token-port' is 'seventy'.")
                .extracting(failure -> ((InvalidSettings) failure).problems().size())
                .isEqualTo(3);
    }

    @Test
    void tellsWhereAFileIsNotYaml() throws IOException {
        Path file = site("http: {listen: [}\n");

        assertThatThrownBy(() -> SettingsReader.read(file))
                .hasMessageStartingWith(file + ":2:")
                .hasMessageContaining("[SETTINGS-000]");
    }

    @Test
    void tellsThatTheFileIsNotThere() {
        assertThatThrownBy(() -> SettingsReader.read(directory.resolve("none.yaml")))
                .hasMessageContaining("none.yaml: The settings file cannot be read.");
    }

    @Test
    void tellsWhichNamedFileCannotBeRead() throws IOException {
        Path file = directory.resolve("settings.yaml");
        Files.writeString(file, "tenants: nowhere.yaml\n");

        assertThatThrownBy(() -> SettingsReader.read(file))
                .hasMessageContaining("'tenants' names '" + directory.resolve("nowhere.yaml") + "'");
    }

    private Path site(String text) throws IOException {
        Files.writeString(directory.resolve("main.yaml"), "[]");
        Path file = directory.resolve("settings.yaml");
        Files.writeString(file, "tenants: main.yaml\n" + text);
        return file;
    }
}
