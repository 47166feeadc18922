package dev.sluice.worker.cli;

import dev.sluice.worker.api.ApiBuild;
import dev.sluice.worker.api.ApiBuildset;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "watch",
        description = {
            "Shows a change's jobs and steps as they happen, until its result is reported.",
            "Exit code: 0 for SUCCESS, 1 for any other result, 3 when the time is up."
        },
        footer = {"", "Examples:", "  sluice watch --change 12", "  sluice watch --change 12 --patchset 3 --timeout 90s"
        })
final class WatchCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(250);

    @Mixin
    private SiteOptions site = new SiteOptions();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "The tenant (default: the only one).")
    private String tenant = "";

    @Option(names = "--change", paramLabel = "N", required = true, description = "The change's number.")
    private int change;

    @Option(names = "--patchset", paramLabel = "N", description = "The patch set (default: the newest tested).")
    private int patchset;

    @Option(names = "--pipeline", paramLabel = "NAME", defaultValue = "check", description = "Default: check.")
    private String pipeline = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = TimeText.class,
            description = "Such as 90s or 10m (default: 10m).")
    private Duration timeout = Duration.ZERO;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> told = new LinkedHashMap<>();
    private final Map<String, StepTail> tails = new LinkedHashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        ApiClient client = site.client();
        PrintWriter out = spec.commandLine().getOut();
        String path = "/api/tenant/" + ApiClient.quote(Tenants.chosen(client, tenant)) + "/buildsets?change=" + change
                + "&limit=10";
        Instant deadline = Instant.now().plus(timeout);
        while (Instant.now().isBefore(deadline)) {
            Optional<ApiBuildset> found = client.list(path, ApiBuildset.class).stream()
                    .filter(each -> each.pipeline().equals(pipeline))
                    .filter(each -> patchset == 0 || each.patchset() == patchset)
                    .max(Comparator.comparingLong(ApiBuildset::startedAt));
            if (found.isPresent()) {
                show(client, out, found.get());
                if (found.get().reported()) {
                    return found.get().result().equals("SUCCESS") ? 0 : 1;
                }
            }
            Thread.sleep(POLL);
        }
        spec.commandLine()
                .getErr()
                .println("No result of change " + change + " was reported in " + timeout.toSeconds() + "s.");
        return 3;
    }

    private void show(ApiClient client, PrintWriter out, ApiBuildset buildset) {
        tell(
                out,
                buildset.uuid(),
                "@|bold " + buildset.pipeline() + "|@ buildset " + buildset.uuid() + " of " + buildset.project() + " "
                        + buildset.subject());
        for (ApiBuild build : buildset.builds()) {
            if (!build.uuid().isEmpty()) {
                tails.computeIfAbsent(build.uuid(), uuid -> new StepTail(client, uuid))
                        .fresh()
                        .forEach(
                                step -> line(out, "@|faint     " + build.job() + ": " + step.replace("|", "¦") + "|@"));
            }
            if (!build.state().equals("waiting")) {
                tell(
                        out,
                        build.job() + "/" + build.attempt(),
                        colour(build) + Words.mark(build) + " " + build.job() + "|@ " + Words.state(build));
            }
        }
        if (buildset.reported()) {
            String colour = buildset.result().equals("SUCCESS") ? "green" : "red";
            tell(out, buildset.uuid(), "@|bold," + colour + " reported " + buildset.result() + "|@");
        }
    }

    private static String colour(ApiBuild build) {
        return switch (build.result()) {
            case "" -> "@|yellow ";
            case "SUCCESS", "SKIPPED" -> "@|green ";
            default -> "@|red ";
        };
    }

    private void tell(PrintWriter out, String about, String text) {
        if (!text.equals(told.put(about, text))) {
            line(out, text);
        }
    }

    private static void line(PrintWriter out, String text) {
        out.println(Ansi.AUTO.string(text));
        out.flush();
    }
}
