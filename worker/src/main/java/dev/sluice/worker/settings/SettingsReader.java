package dev.sluice.worker.settings;

import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Severity;
import dev.sluice.worker.settings.Settings.Database;
import dev.sluice.worker.settings.Settings.Docker;
import dev.sluice.worker.settings.Settings.Http;
import dev.sluice.worker.settings.Settings.Hub;
import dev.sluice.worker.settings.Settings.Label;
import dev.sluice.worker.settings.Settings.Temporal;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Reads the settings file; a mistake never hides another.
public final class SettingsReader {
    /// Builds mostly wait, for networks, disks and each other.
    private static final int BUILDS_PER_PROCESSOR = 8;

    private final Path file;
    private final Problems problems = new Problems();

    private SettingsReader(Path file) {
        this.file = file;
    }

    /// @throws InvalidSettings with every mistake of the file
    public static Settings read(Path file) {
        SettingsReader reader = new SettingsReader(file.toAbsolutePath().normalize());
        Settings settings = reader.settings(reader.parse());
        if (reader.problems.hasErrors()) {
            throw new InvalidSettings(reader.problems.list());
        }
        return settings;
    }

    private @Nullable Node parse() {
        try {
            LoaderOptions limits = new LoaderOptions();
            limits.setMaxAliasesForCollections(10);
            limits.setCodePointLimit(1_000_000);
            return new Yaml(limits).compose(new StringReader(Files.readString(file)));
        } catch (MarkedYAMLException malformed) {
            Place place = malformed.getProblemMark() == null
                    ? Place.file(file.toString(), 1, 1)
                    : Place.file(
                            file.toString(),
                            malformed.getProblemMark().getLine() + 1,
                            malformed.getProblemMark().getColumn() + 1);
            throw invalid(place, "is not YAML: " + malformed.getProblem() + ".", "Correct this place and start again.");
        } catch (IOException unreadable) {
            throw invalid(
                    Place.file(file.toString(), 0, 0),
                    "cannot be read.",
                    "Name the settings file with --settings FILE.");
        }
    }

    private static InvalidSettings invalid(Place place, String message, String hint) {
        return new InvalidSettings(List.of(new Problem(
                "SETTINGS-000", Severity.ERROR, "Settings Error", place, "", "The settings file " + message, hint)));
    }

    private Settings settings(@Nullable Node root) {
        Section all = new Section("the settings file", file, root, problems);
        Path stateDirectory = all.path("state-dir").orElse(file.resolveSibling("state"));
        String instance = all.text(
                "instance",
                UUID.nameUUIDFromBytes(stateDirectory.toString().getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 8));
        Temporal temporal = temporal(all.section("temporal"));
        Http http = http(all.section("http"));
        Optional<Database> database =
                all.has("database") ? Optional.of(database(all.section("database"))) : Optional.empty();
        Path tenants = all.requiredFile("tenants");
        ConnectionsReader connections = new ConnectionsReader();
        all.sections("connections").forEach(connections::read);
        Section dockerSection = all.section("docker");
        String nodeImage = dockerSection.text("node-image", "docker:dind");
        Docker docker = docker(dockerSection);
        List<Path> trustedCas = new ArrayList<>();
        for (String path : all.texts("trusted-cas")) {
            Path resolved = file.resolveSibling(path).normalize();
            if (!Files.isReadable(resolved)) {
                all.refuse(
                        "SETTINGS-010",
                        "trusted-cas",
                        "'trusted-cas' names '" + resolved + "', which cannot be read.",
                        "Create the file, or correct the path.");
            }
            trustedCas.add(resolved);
        }
        Optional<Settings.Intermediate> intermediate = all.has("intermediate-registry")
                ? Optional.of(intermediate(all.section("intermediate-registry")))
                : Optional.empty();
        Map<String, Label> labels = new LinkedHashMap<>();
        labels.put("docker", new Label(nodeImage, true, List.of()));
        all.sections("labels").forEach((name, section) -> labels.put(name, label(section, nodeImage)));
        int maxBuilds = all.count(
                "max-builds", BUILDS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        Settings.Retries retries = retries(all.section("retries"));
        all.close();
        return new Settings(
                file,
                instance,
                temporal,
                http,
                stateDirectory,
                database,
                tenants,
                connections.gerrits(),
                connections.mailServers(),
                docker,
                List.copyOf(trustedCas),
                intermediate,
                labels,
                maxBuilds,
                retries);
    }

    private Settings.Retries retries(Section section) {
        Settings.Retries retries = new Settings.Retries(
                section.count("attempts", 6),
                section.seconds("first-backoff", Duration.ofSeconds(1)),
                section.seconds("longest-backoff", Duration.ofSeconds(30)));
        section.close();
        return retries;
    }

    private Temporal temporal(Section section) {
        String mode = section.text("mode", "server");
        if (!List.of("server", "embedded").contains(mode)) {
            section.refuse("SETTINGS-011", "mode", "'mode' is '" + mode + "'.", "Allowed: server, embedded.");
        }
        Temporal temporal = new Temporal(
                mode.equals("embedded"),
                section.address("address", "127.0.0.1:7233"),
                section.text("namespace", "default"),
                section.httpUrl("ui"));
        section.close();
        return temporal;
    }

    private Http http(Section section) {
        String listen = section.address("listen", "127.0.0.1:9000");
        String publicUrl = section.httpUrl("public-url").map(URI::toString).orElse("http://" + listen);
        section.close();
        int colon = listen.lastIndexOf(':');
        return new Http(
                listen.substring(0, colon),
                Integer.parseInt(listen.substring(colon + 1)),
                publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl);
    }

    private Database database(Section section) {
        Database database = new Database(
                section.requiredText("url"), section.text("username", ""), section.readableFile("password-file"));
        if (!database.url().isEmpty() && !database.url().startsWith("jdbc:postgresql:")) {
            section.refuse(
                    "SETTINGS-012",
                    "url",
                    "'url' is '" + database.url() + "'.",
                    "Allowed: jdbc:postgresql://HOST:PORT/NAME, or no 'database' at all for the embedded one.");
        }
        section.close();
        return database;
    }

    private Docker docker(Section section) {
        Docker docker = new Docker(
                section.text("host", "unix:///var/run/docker.sock"),
                section.text("registry-image", "registry:2"),
                section.optionalText("advertise-host"),
                section.port("token-port", 0),
                section.has("hub") ? Optional.of(hub(section.section("hub"))) : Optional.empty());
        section.close();
        return docker;
    }

    private Hub hub(Section section) {
        section.requiredText("url");
        Hub hub = new Hub(
                section.httpUrl("url").orElse(URI.create("https://127.0.0.1")),
                section.readableFile("ca-file"),
                section.text("username", ""),
                section.readableFile("password-file"));
        section.close();
        return hub;
    }

    private Settings.Intermediate intermediate(Section section) {
        section.requiredText("url");
        Settings.Intermediate intermediate = new Settings.Intermediate(
                section.httpUrl("url").orElse(URI.create("https://127.0.0.1")),
                section.requiredText("username"),
                section.requiredFile("password-file"),
                section.seconds("keep", Duration.ofDays(14)));
        section.close();
        return intermediate;
    }

    private Label label(Section section, String nodeImage) {
        Label label =
                new Label(section.text("image", nodeImage), section.flag("engine", true), section.texts("command"));
        section.close();
        return label;
    }
}
