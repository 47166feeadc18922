package dev.sluice.worker.cli;

import dev.sluice.activities.config.DiskProjects;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Parsed;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.LoadedLayout;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.SecretProbe;
import dev.sluice.engine.config.load.TenantFile;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Suggestions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// The options of verbs that work without a site: a tenant file, and the projects as they lie on the disk.
final class OfflineTenant {
    @Option(names = "--tenants", paramLabel = "FILE", description = "Tenant file (main.yaml).")
    private String file = "";

    @Option(names = "--tenant", paramLabel = "NAME", description = "Which tenant of the file; default: its first.")
    private String tenant = "";

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description =
                    "Directory that holds the projects as checkouts or git directories, each as NAME, HOST/NAME or"
                            + " NAME.git; default: ${DEFAULT-VALUE}.")
    private Path from = Path.of(".");

    @Option(
            names = "--connection",
            paramLabel = "NAME=HOST",
            description = "A connection of the tenant file and the host name of its projects; may be repeated."
                    + " Default: gerrit=review.example.com.")
    private List<String> connections = List.of();

    @Option(
            names = "--smtp-connection",
            paramLabel = "NAME",
            description = "A connection that sends mail; may be repeated.")
    private List<String> mailConnections = List.of();

    /// A tenant that was loaded.
    record Loaded(TenantDefinition tenant, LoadedLayout layout, List<Problem> problems) {}

    boolean given() {
        return !file.isEmpty();
    }

    Connections connections() {
        List<Connections.Connection> list = new ArrayList<>();
        for (String each : connections.isEmpty() ? List.of("gerrit=review.example.com") : connections) {
            String[] halves = each.split("=", 2);
            if (halves.length != 2) {
                throw new CommandFailure("'--connection " + each + "' is not NAME=HOST.");
            }
            list.add(new Connections.Connection(halves[0], "gerrit", halves[1]));
        }
        mailConnections.forEach(name -> list.add(new Connections.Connection(name, "smtp", "")));
        return new Connections(list);
    }

    /// @param chosen directories of projects that do not lie below `--from`, by short name
    Loaded load(Map<String, Path> chosen) throws IOException {
        TenantDefinition definition = definition();
        Map<Project, Path> places = chosen.entrySet().stream()
                .collect(Collectors.toMap(entry -> project(definition, entry.getKey()), Map.Entry::getValue));
        var disk = new DiskProjects(from, places);
        List<String> absent = definition.projects().stream()
                .map(each -> each.project())
                .filter(project -> !disk.has(project))
                .map(Project::name)
                .toList();
        if (!absent.isEmpty()) {
            throw new CommandFailure(
                    "Below '%s' there is nothing of '%s'. Name the directory of all projects with --from."
                            .formatted(from, String.join("', '", absent)));
        }
        var loader = new LayoutLoader(new ParsedFiles(connections()), SecretProbe.TRUSTING);
        LoadedLayout layout = loader.load(definition, disk);
        return new Loaded(definition, layout, layout.problems());
    }

    static Project project(TenantDefinition tenant, String name) {
        List<Project> meant = tenant.named(name);
        if (meant.size() != 1) {
            throw new CommandFailure("The tenant '%s' has %s project '%s'. %s"
                    .formatted(
                            tenant.name(),
                            meant.isEmpty() ? "no" : "more than one",
                            name,
                            Suggestions.didYouMean(name, tenant.projectNames()))
                    .strip());
        }
        return meant.getFirst();
    }

    private TenantDefinition definition() throws IOException {
        if (!given()) {
            throw new CommandFailure("Name the tenant file with --tenants.");
        }
        Parsed<List<TenantDefinition>> parsed =
                TenantFile.parse(file, Files.readString(Path.of(file), StandardCharsets.UTF_8), connections());
        if (parsed.failed()) {
            throw new CommandFailure(
                    parsed.problems().stream().map(Problem::oneLine).collect(Collectors.joining("\n")));
        }
        return parsed.value().stream()
                .filter(each -> tenant.isEmpty() || each.name().equals(tenant))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("'%s' has no tenant '%s'.".formatted(file, tenant)));
    }
}
