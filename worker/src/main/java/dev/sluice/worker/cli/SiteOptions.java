package dev.sluice.worker.cli;

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
}
