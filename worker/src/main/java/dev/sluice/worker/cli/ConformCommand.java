package dev.sluice.worker.cli;

import dev.sluice.engine.conform.CaseReader;
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
            "Prints PASS or FAIL for each, and last how many; exit code 0 only when none failed."
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
        if (verdicts.isEmpty() && !only.isEmpty()) {
            throw new CommandFailure("There is no case '" + only + "' there.");
        }
        long passed = verdicts.stream().filter(Verdict.Passed.class::isInstance).count();
        long failed = verdicts.size() - passed;
        out.println("%d passed, %d failed".formatted(passed, failed));
        return failed == 0 ? 0 : 1;
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
                    if (wanted && atLevel(file.toString(), text)) {
                        cases.add(new CaseText(file.toString(), text));
                    }
                }
            }
        }
        return cases;
    }

    /// A case that cannot be read is of every level, so that it fails.
    private boolean atLevel(String path, String text) {
        return level.isEmpty()
                || CaseReader.read(path, text)
                        .value()
                        .map(read -> read.level().equals(level))
                        .orElse(true);
    }
}
