package dev.sluice.worker.cli;

import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.worker.settings.InvalidSettings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The `sluice` command and its verbs.
@Command(
        name = "sluice",
        description = "A project gating engine: speculative testing and images, on durable workflows.",
        mixinStandardHelpOptions = true,
        versionProvider = SluiceCommand.Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DevCommand.class,
            JanitorCommand.class,
            LintCommand.class,
            JobGraphCommand.class,
            FreezeJobCommand.class,
            ConformCommand.class,
            StatusCommand.class,
            BuildsCommand.class,
            WatchCommand.class,
            RerunCommand.class,
            EnqueueCommand.class,
            EnqueueRefCommand.class,
            DequeueCommand.class,
            PromoteCommand.class,
            ReconfigureCommand.class,
            PauseEventsCommand.class,
            ResumeEventsCommand.class,
            AutoholdCommand.class,
            AutoholdListCommand.class,
            AutoholdInfoCommand.class,
            AutoholdDeleteCommand.class,
            EncryptCommand.class,
            LogsCommand.class,
            ImageCommand.class,
            VersionCommand.class
        },
        footer = {"", "'sluice COMMAND --help' shows a command's options and examples."})
public final class SluiceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// The command line, with errors shown as one clear message.
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new SluiceCommand());
        // A verb with an alias is there twice.
        new LinkedHashSet<>(commandLine.getSubcommands().values())
                .forEach(verb -> verb.addMixin("help", new HelpOption()));
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        commandLine.setExecutionExceptionHandler((failure, command, arguments) -> exitCode(failure, command));
        return commandLine;
    }

    /// A foreseen failure is its message alone; anything else is a bug of ours.
    private static int exitCode(Exception failure, CommandLine command) {
        if (failure instanceof InvalidSettings) {
            command.getErr().println(failure.getMessage());
            return 2;
        }
        if (failure instanceof CommandFailure || failure instanceof InfrastructureFailure) {
            command.getErr().println(failure.getMessage());
            return 1;
        }
        LoggerFactory.getLogger(SluiceCommand.class).error("'{}' failed", command.getCommandName(), failure);
        return 70;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 2;
    }

    @Command(mixinStandardHelpOptions = false)
    static final class HelpOption {
        @CommandLine.Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help and exit.")
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private boolean asked;
    }

    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"sluice " + VersionCommand.version()};
        }
    }
}
