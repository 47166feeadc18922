package dev.sluice.worker.cli;

import dev.sluice.activities.docker.Leftovers;
import dev.sluice.worker.settings.SettingsReader;
import dev.sluice.worker.wiring.SluiceProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "janitor",
        description = "Removes what builds that are over left on this host, and says how much.",
        footer = {"", "Example:", "  sluice janitor --settings settings.yaml"})
final class JanitorCommand implements Callable<Integer> {
    @Option(names = "--settings", paramLabel = "FILE", required = true, description = "The settings file.")
    private Path settings = Path.of("settings.yaml");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        try (SluiceProcess process = new SluiceProcess(SettingsReader.read(settings))) {
            Leftovers.Count removed = process.sweep();
            spec.commandLine()
                    .getOut()
                    .println("removed " + removed.containers() + " containers, " + removed.volumes() + " volumes, "
                            + removed.networks() + " networks, " + removed.files() + " files and images");
            return 0;
        }
    }
}
