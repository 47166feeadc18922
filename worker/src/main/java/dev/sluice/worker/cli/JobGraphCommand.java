package dev.sluice.worker.cli;

import dev.sluice.engine.explain.GraphView;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.problem.Problem;
import dev.sluice.workflows.json.SluiceJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "job-graph",
        description = {
            "Shows which jobs a change or ref would run, and why each runs or not: the matcher and the stanza that"
                    + " decided.",
            "Works on a tenant file and projects on the disk, without a site. Exit code 1 when the graph cannot be"
                    + " frozen."
        },
        footer = {"", "Example:", """
              sluice job-graph --tenants main.yaml --from ~/src --pipeline check --project org/app --file src/a.c"""})
final class JobGraphCommand implements Callable<Integer> {
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
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Object> view = GraphView.of(frozen);
        if (asJson) {
            out.println(SluiceJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(view));
        } else {
            print(out, frozen, view);
        }
        return frozen.problems().isEmpty() ? 0 : 1;
    }

    private static void print(PrintWriter out, Frozen frozen, Map<String, Object> view) {
        for (Problem problem : frozen.problems()) {
            out.println("error: " + problem.oneLine());
        }
        GraphView.about(frozen, "").forEach(out::println);
        for (FrozenJob job : frozen.jobs()) {
            String needs = job.dependencies().stream()
                    .map(each -> each.job() + (each.soft() ? " (soft)" : ""))
                    .collect(Collectors.joining(", "));
            out.println("+ " + job.name() + (job.voting() ? "" : " (non-voting)")
                    + (needs.isEmpty() ? "" : "  after " + needs));
            GraphView.about(frozen, job.name()).forEach(line -> out.println("    " + line));
        }
        if (view.get("not-run") instanceof List<?> others) {
            for (Object other : others) {
                if (other instanceof Map<?, ?> job && job.get("name") instanceof String name) {
                    out.println("- " + name);
                    GraphView.about(frozen, name).forEach(line -> out.println("    " + line));
                }
            }
        }
    }
}
