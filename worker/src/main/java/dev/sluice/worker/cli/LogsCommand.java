package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiBuild;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "logs",
        description = "Prints the console of a build.",
        footer = {
            "",
            "Examples:",
            "  sluice logs 0123456789abcdef0123456789abcdef",
            "  sluice logs -f 0123456789abcdef…"
        })
final class LogsCommand implements Callable<Integer> {
    @Mixin
    private SiteOptions site = new SiteOptions();

    @Option(names = "-f", description = "Follow the log until the build ends.")
    private boolean follow;

    @Parameters(paramLabel = "BUILD", description = "The build's uuid.")
    private String build = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ApiClient client = site.client();
        client.one("/api/build/" + ApiClient.quote(build), ApiBuild.class);
        PrintWriter out = spec.commandLine().getOut();
        String path = "/logs/" + ApiClient.quote(build) + "/job-output.txt" + (follow ? "?follow=true" : "");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.stream(path), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
                out.flush();
            }
        }
        return 0;
    }
}
