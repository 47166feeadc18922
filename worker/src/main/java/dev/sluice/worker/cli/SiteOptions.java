package dev.sluice.worker.cli;

import io.temporal.client.WorkflowClient;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Options of every command that asks a running site.
final class SiteOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:SLUICE_URL:-http://127.0.0.1:9000}",
            description = "Address of the site (default: $SLUICE_URL, else http://127.0.0.1:9000).")
    private String url = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ApiClient client() {
        return new ApiClient(url);
    }

    boolean json() {
        return json;
    }

    /// Sends an Update and prints its answer, as text or as `{"message": …}`.
    ///
    /// @param update calls a workflow
    /// @param gone what is said when there is no such workflow
    int say(CommandSpec spec, Function<WorkflowClient, String> update, String gone) {
        return print(spec, Update.send(client(), update, gone));
    }

    int print(CommandSpec spec, String answer) {
        spec.commandLine()
                .getOut()
                .println(json ? ApiClient.JSON.createObjectNode().put("message", answer) : answer);
        return 0;
    }
}
