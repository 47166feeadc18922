package dev.sluice.worker.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.engine.explain.GraphView;
import dev.sluice.engine.explain.JobView;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Suggestions;
import dev.sluice.workflows.json.SluiceJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "freeze-job",
        description = {
            "Shows one job as it would run for a change or ref: every attribute, and the stanzas it came from.",
            "Works on a tenant file and projects on the disk, without a site."
        },
        footer = {"", "Example:", """
              sluice freeze-job --tenants main.yaml --from ~/src --pipeline check --project org/app unit"""})
final class FreezeJobCommand implements Callable<Integer> {
    private final ObjectMapper json = SluiceJson.mapper();

    @Parameters(paramLabel = "JOB", description = "Name of the job.")
    private String name = "";

    @Mixin
    private OfflineTenant offline = new OfflineTenant();

    @Mixin
    private OfflineChange change = new OfflineChange();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean asJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Frozen frozen = change.freeze(offline.load(Map.of()));
        Optional<FrozenJob> job =
                frozen.jobs().stream().filter(each -> each.name().equals(name)).findFirst();
        if (job.isEmpty()) {
            List<String> running = frozen.jobs().stream().map(FrozenJob::name).toList();
            throw new CommandFailure(Stream.concat(
                            Stream.of(Words.sentences(
                                    "The job '%s' does not run for this change.".formatted(name),
                                    Suggestions.didYouMean(name, running),
                                    running.isEmpty()
                                            ? "No job does."
                                            : "Jobs that run: " + String.join(", ", running) + ".")),
                            Stream.concat(
                                    frozen.problems().stream().map(Problem::oneLine),
                                    Stream.concat(
                                            GraphView.about(frozen, "").stream(),
                                            GraphView.about(frozen, name).stream())))
                    .collect(Collectors.joining("\n  ")));
        }
        Map<String, Object> view = JobView.of(job.get(), frozen.origins().getOrDefault(name, List.of()));
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(view));
        } else {
            print(out, view);
        }
        return 0;
    }

    private void print(PrintWriter out, Map<String, Object> view) throws IOException {
        Map<?, ?> origins = view.get("origins") instanceof Map<?, ?> map ? map : Map.of();
        for (Map.Entry<String, Object> entry : view.entrySet()) {
            if (!entry.getKey().equals("origins")) {
                out.println(entry.getKey() + ": " + json.writeValueAsString(entry.getValue()));
                if (origins.get(entry.getKey()) instanceof List<?> from) {
                    from.forEach(each -> out.println("    from " + each));
                }
            }
        }
    }
}
