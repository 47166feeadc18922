package dev.sluice.worker.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.activities.config.DiskProjects;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.config.ConfigCode;
import dev.sluice.engine.config.Connections;
import dev.sluice.engine.config.Parsed;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.config.load.LayoutLoader;
import dev.sluice.engine.config.load.ParsedFiles;
import dev.sluice.engine.config.load.TenantFile;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import dev.sluice.workflows.json.SluiceJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "lint",
        description = {
            "Checks the configuration of a checkout, without a site: every problem at once.",
            "Alone it looks at the checkout's own files: a job, nodeset or template that they do not define is a warning"
                    + " then, for another project of the tenant may define it. With --tenants it loads the whole"
                    + " tenant from the projects below --from and knows.",
            "A note is what Zuul passes over without a word, such as a section for a pipeline that does not exist.",
            "Exit code 1 when there is an error, 0 when there are only warnings, notes or nothing."
        },
        footer = {"", "Examples:", "  sluice lint", "  sluice lint --json ../some-project", "", """
              sluice lint --tenants main.yaml --from ~/src --project org/app ~/src/app"""})
final class LintCommand implements Callable<Integer> {
    /// What the tenant and its config projects define: nothing can be said of it with one checkout alone.
    private static final List<ConfigCode> OF_THE_TENANT = List.of(
            ConfigCode.PROJECT_NOT_FOUND,
            ConfigCode.AMBIGUOUS_PROJECT,
            ConfigCode.PIPELINE_NOT_FOUND,
            ConfigCode.UNKNOWN_PIPELINE,
            ConfigCode.UNKNOWN_CONNECTION,
            ConfigCode.NO_SUCH_CONNECTION,
            ConfigCode.GLOBAL_SEMAPHORE_NOT_FOUND);

    /// What this checkout or another project may define.
    private static final List<ConfigCode> PERHAPS_ELSEWHERE =
            List.of(ConfigCode.JOB_NOT_FOUND, ConfigCode.NODESET_NOT_FOUND, ConfigCode.TEMPLATE_NOT_FOUND);

    private static final String CONFIGURATION = "\\.?zuul(\\.yaml|\\.d/.*\\.yaml)";

    private final ObjectMapper json = SluiceJson.mapper();

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The checkout; default: the current directory.")
    private Path directory = Path.of(".");

    @Mixin
    private OfflineTenant offline = new OfflineTenant();

    @Option(
            names = "--project",
            paramLabel = "NAME",
            description = "With --tenants: the project that DIR is a checkout of; otherwise DIR is not looked at.")
    private String project = "";

    @Option(names = "--json", description = "Prints a JSON list of problems.")
    private boolean asJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure("'" + directory + "' is no directory.");
        }
        List<Problem> problems = offline.given()
                ? offline.load(project.isEmpty() ? Map.of() : Map.of(project, directory))
                        .problems()
                : alone();
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(problems));
        } else {
            print(out, problems);
        }
        return errors(problems) > 0 ? 1 : 0;
    }

    /// The checkout as the only project of a tenant, with the rights of a config project: whether it has them nobody
    /// knows here.
    private List<Problem> alone() throws IOException {
        Connections connections = offline.connections();
        Connections.Connection connection = connections.list().getFirst();
        Path absolute = directory.toAbsolutePath().normalize();
        Path last = absolute.getFileName();
        String name = last == null ? "project" : last.toString();
        var checkout = new Project(connection.name(), connection.hostname(), name);
        var disk = new DiskProjects(absolute, Map.of(checkout, absolute));
        String branch = disk.defaultBranch(checkout);
        if (disk.files(checkout, branch, "").stream().noneMatch(path -> path.matches(CONFIGURATION))) {
            spec.commandLine()
                    .getErr()
                    .println("There is no zuul.yaml, zuul.d/, .zuul.yaml or .zuul.d/ in '" + directory + "'.");
        }
        Parsed<List<TenantDefinition>> tenant = TenantFile.parse(
                "lint",
                "[{tenant: {name: lint, source: {%s: {config-projects: [{%s: {load-branch: %s}}]}}}}]"
                        .formatted(
                                json.writeValueAsString(connection.name()),
                                json.writeValueAsString(name),
                                json.writeValueAsString(branch)),
                connections);
        return LayoutLoader.ofPart(new ParsedFiles(connections))
                .load(tenant.value().getFirst(), disk)
                .problems()
                .stream()
                .filter(problem -> !isOne(OF_THE_TENANT, problem))
                .map(problem -> isOne(PERHAPS_ELSEWHERE, problem) ? doubtful(problem) : problem)
                .toList();
    }

    private static boolean isOne(List<ConfigCode> codes, Problem problem) {
        return codes.stream().anyMatch(code -> code.code().equals(problem.code()));
    }

    private static Problem doubtful(Problem problem) {
        String hint = problem.hint() + " Another project of the tenant may define it; --tenants tells for sure.";
        return new Problem(
                problem.code(),
                Severity.WARNING,
                problem.kind(),
                problem.where(),
                problem.stanza(),
                problem.message(),
                hint.strip());
    }

    private static void print(PrintWriter out, List<Problem> problems) {
        for (Problem problem : problems) {
            String project = problem.where().project();
            out.println(problem.severity().name().toLowerCase(Locale.ROOT) + ": "
                    + (project.isEmpty() ? "" : project + " " + problem.where().branch() + " ") + problem.oneLine());
            problem.stanza().lines().forEach(line -> out.println("    | " + line));
        }
        long notes = count(problems, Severity.NOTE);
        out.println(Words.counted(errors(problems), "error") + ", "
                + Words.counted(count(problems, Severity.WARNING), "warning")
                + (notes == 0 ? "" : ", " + Words.counted(notes, "note")));
    }

    private static long errors(List<Problem> problems) {
        return count(problems, Severity.ERROR);
    }

    private static long count(List<Problem> problems, Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }
}
