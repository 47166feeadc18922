package dev.sluice.worker.cli;

import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.settings.SettingsReader;
import dev.sluice.worker.wiring.SluiceProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "dev",
        aliases = "worker",
        description = {
            "Runs a worker until it is told to stop (SIGTERM, Ctrl-C): Temporal workers, HTTP, event listener, janitor.",
            "Without a 'database' in the settings it keeps an embedded one; with 'temporal.mode: embedded' it needs no"
                    + " server, and nothing outlives it."
        },
        footer = {
            "",
            "Examples:",
            "  sluice dev --settings settings.yaml",
            "  sluice worker --settings /etc/sluice.yaml"
        })
final class DevCommand implements Callable<Integer> {
    @Option(names = "--settings", paramLabel = "FILE", required = true, description = "The settings file.")
    private Path settings = Path.of("settings.yaml");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Settings read = SettingsReader.read(settings);
        PrintWriter out = spec.commandLine().getOut();
        if (read.temporal().embedded()) {
            out.println(
                    "sluice: Temporal is the in-JVM test server: no UI, no search, and nothing outlives this process");
        }
        SluiceProcess process = new SluiceProcess(read);
        CountDownLatch ended = new CountDownLatch(1);
        String address = process.start(VersionCommand.version());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            process.close();
            ended.countDown();
        }));
        out.println("sluice: ready " + address);
        out.flush();
        ended.await();
        return 0;
    }
}
