package dev.sluice.worker.cli;

import dev.sluice.engine.conform.ConformRunner;
import dev.sluice.engine.conform.ConformRunner.CaseText;
import dev.sluice.engine.conform.ConformRunner.Verdict;
import dev.sluice.engine.conform.world.SchedulerWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "conform",
        description = {
            "Plays conformance cases: every *.yaml of the directories.",
            "Prints PASS, FAIL or SKIP for each, and how many of each; exit code 0 only when none failed."
        },
        footer = {"", "Examples:", "  sluice conform cases/", "  sluice conform cases/ --case INH02"})
final class ConformCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Directories of cases.")
    private List<Path> directories = List.of();

    @Option(names = "--level", paramLabel = "LEVEL", description = "Only cases of this level: config or scheduler.")
    private String level = "";

    @Option(names = "--case", paramLabel = "ID", description = "Only this case.")
    private String only = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ConformRunner runner = ConformRunner.of(SchedulerWorld::new);
        List<Verdict> verdicts = new ArrayList<>();
        for (CaseText text : cases()) {
            Verdict verdict = runner.run(text);
            out.println(verdict.line());
            verdicts.add(verdict);
        }
        out.println(ConformRunner.summary(verdicts));
        return verdicts.stream().anyMatch(Verdict.Failed.class::isInstance) ? 1 : 0;
    }

    private List<CaseText> cases() throws IOException {
        List<CaseText> cases = new ArrayList<>();
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new CommandFailure("'" + directory + "' is no directory of cases.");
            }
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".yaml"))
                        .sorted()
                        .toList()) {
                    String text = Files.readString(file);
                    boolean wanted =
                            only.isEmpty() || file.getFileName().toString().equals(only + ".yaml");
                    boolean atLevel = level.isEmpty() || text.contains("\nlevel: " + level + "\n");
                    if (wanted && atLevel) {
                        cases.add(new CaseText(file.toString(), text));
                    }
                }
            }
        }
        return cases;
    }
}
