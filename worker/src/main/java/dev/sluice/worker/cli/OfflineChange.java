package dev.sluice.worker.cli;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.jobgraph.FreezeContext;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.JobGraphFreezer;
import dev.sluice.engine.problem.Suggestions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options that describe a change or ref to freeze jobs for.
final class OfflineChange {
    @Option(names = "--pipeline", required = true, paramLabel = "NAME", description = "The pipeline.")
    private String pipeline = "";

    @Option(names = "--project", required = true, paramLabel = "NAME", description = "Project of the change.")
    private String project = "";

    @Option(names = "--branch", paramLabel = "BRANCH", description = "Its branch; default: ${DEFAULT-VALUE}.")
    private String branch = "master";

    @Option(names = "--ref", paramLabel = "REF", description = "Instead of a change a ref, such as refs/tags/1.0.")
    private String ref = "";

    @Option(
            names = "--file",
            paramLabel = "PATH",
            description = "A file that the change touches; may be repeated. Without any, file matchers do not count.")
    private List<String> files = List.of();

    Frozen freeze(OfflineTenant.Loaded loaded) {
        Layout layout = loaded.layout().layout();
        if (!layout.pipelines().containsKey(pipeline)) {
            throw new CommandFailure("The tenant '%s' has no pipeline '%s'. %s"
                    .formatted(
                            loaded.tenant().name(),
                            pipeline,
                            Suggestions.didYouMean(pipeline, layout.pipelines().keySet()))
                    .strip());
        }
        Project found = OfflineTenant.project(loaded.tenant(), project);
        var context = new FreezeContext(Optional.empty(), ref.startsWith("refs/tags/") ? List.of(branch) : List.of());
        return JobGraphFreezer.freeze(layout, pipeline, subject(found), context);
    }

    private Subject subject(Project found) {
        String commit = "0".repeat(40);
        return ref.isEmpty()
                ? new Change(
                        found,
                        branch,
                        1,
                        1,
                        "refs/changes/01/1/1",
                        commit,
                        List.of(),
                        "",
                        "",
                        "",
                        "",
                        ChangeStatus.NEW,
                        false,
                        true,
                        List.of(),
                        files,
                        List.of(),
                        List.of(),
                        List.of())
                : new GitRef(found, ref, "", commit, "");
    }
}
