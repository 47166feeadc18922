package dev.sluice.worker.settings;

import dev.sluice.worker.settings.Settings.GerritServer;
import dev.sluice.worker.settings.Settings.MailServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the connections of the settings file, each by its driver.
final class ConnectionsReader {
    private final List<GerritServer> gerrits = new ArrayList<>();
    private final List<MailServer> mailServers = new ArrayList<>();

    void read(String name, Section section) {
        String driver = section.text("driver", "gerrit");
        switch (driver) {
            case "smtp" -> mailServers.add(smtp(name, section));
            case "gerrit" -> gerrits.add(gerrit(name, section));
            default ->
                section.refuse("SETTINGS-013", "driver", "'driver' is '" + driver + "'.", "Allowed: gerrit, smtp.");
        }
    }

    List<GerritServer> gerrits() {
        return List.copyOf(gerrits);
    }

    List<MailServer> mailServers() {
        return List.copyOf(mailServers);
    }

    private static GerritServer gerrit(String name, Section section) {
        section.requiredText("url");
        URI url = section.httpUrl("url").orElse(URI.create("http://127.0.0.1"));
        String hostname = section.text("canonical-hostname", String.valueOf(url.getHost()));
        String user = section.requiredText("user");
        Path passwordFile = section.requiredFile("password-file");
        Section ssh = section.section("ssh");
        GerritServer server = new GerritServer(
                name,
                url,
                hostname,
                user,
                passwordFile,
                ssh.text("host", String.valueOf(url.getHost())),
                ssh.port("port", 29418),
                ssh.requiredFile("key-file"),
                ssh.readableFile("host-key-file"));
        ssh.close();
        section.close();
        return server;
    }

    /// In the words of Zuul's own settings, and with defaults of its own.
    private static MailServer smtp(String name, Section section) {
        String user = section.text("user", "");
        MailServer server = new MailServer(
                name,
                section.text("server", "localhost"),
                section.port("port", 25),
                section.text("default-from", "zuul"),
                section.text("default-to", "zuul"),
                section.flag("use-starttls", false),
                user,
                user.isEmpty()
                        ? section.readableFile("password-file")
                        : Optional.of(section.requiredFile("password-file")));
        section.close();
        return server;
    }
}
