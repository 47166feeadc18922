package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.NodeShell.Command;
import dev.sluice.activities.contract.StepFailure;
import dev.sluice.activities.step.jinja.TemplateFailure;
import dev.sluice.activities.step.jinja.Values;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `command` and `shell`.
///
/// The command travels in an environment variable that the shell reads and drops before it begins: a command may hold
/// a secret, and a command line is there for all to see.
final class CommandModule implements Module {
    private static final String VARIABLE = "SLUICE_COMMAND";
    private static final String START = "sluice=$" + VARIABLE + "; unset " + VARIABLE + "; eval \"$sluice\"";
    /// Linux limits one variable to 128 KiB.
    private static final int LONGEST = 120_000;

    private final boolean shell;

    CommandModule(boolean shell) {
        this.shell = shell;
    }

    @Override
    public Result run(ModuleCall call) throws StepFailure, TemplateFailure, InterruptedException {
        Optional<Result> needless = needless(call);
        if (needless.isPresent()) {
            return needless.get();
        }
        String script = script(call);
        if (script.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new StepFailure(
                    "the command is longer than " + LONGEST + " bytes. Put it into a file with 'copy', and run that.");
        }
        Map<String, String> environment = new LinkedHashMap<>(call.environment());
        environment.put(VARIABLE, script);
        Output output = new Output(call);
        Instant start = Instant.now();
        int code = call.target()
                .run(
                        new Command(
                                List.of(call.text("executable").orElse("/bin/sh"), "-c", START),
                                environment,
                                call.text("chdir").map(call.target()::path).orElse(""),
                                standardInput(call),
                                call.timeout()),
                        output::line);
        Instant end = Instant.now();
        Result result = code == 0 ? Result.changed(true) : Result.failed("non-zero return code: " + code);
        return output.into(result.with("changed", true).with("rc", (long) code))
                .with("cmd", script)
                .with("start", start.toString())
                .with("end", end.toString())
                .with("delta", Duration.between(start, end).toString());
    }

    /// `creates` and `removes`.
    private static Optional<Result> needless(ModuleCall call) throws TemplateFailure, InterruptedException {
        Optional<String> creates = call.text("creates");
        if (creates.isPresent() && exists(call, creates.get())) {
            return Optional.of(done("skipped, since " + creates.get() + " exists"));
        }
        Optional<String> removes = call.text("removes");
        if (removes.isPresent() && !exists(call, removes.get())) {
            return Optional.of(done("skipped, since " + removes.get() + " does not exist"));
        }
        return Optional.empty();
    }

    private static Result done(String message) {
        return Result.ok()
                .with("rc", 0L)
                .with("stdout", message)
                .with("stdout_lines", List.of(message))
                .with("stderr", "")
                .with("stderr_lines", List.of())
                .with("msg", message);
    }

    private static boolean exists(ModuleCall call, String path) throws InterruptedException {
        return Scripts.run(
                                call,
                                "[ -e \"$P\" ] || [ -L \"$P\" ]",
                                Map.of("P", call.target().path(path)))
                        .code()
                == 0;
    }

    private String script(ModuleCall call) throws StepFailure, TemplateFailure {
        Optional<Object> argv = call.value("argv");
        if (argv.isPresent()) {
            if (!(argv.get() instanceof List<?> words) || words.isEmpty()) {
                throw new StepFailure("'argv' must be a list of words, found " + Values.kind(argv.get()));
            }
            return "exec "
                    + words.stream().map(Values::text).map(ShellWords::quoted).collect(Collectors.joining(" "));
        }
        String command = call.text("cmd").or(() -> Optional.empty()).orElse("");
        if (command.isEmpty()) {
            command = call.text("_raw").orElse("");
        }
        if (command.isBlank()) {
            throw new StepFailure("no command given");
        }
        return shell
                ? command
                : "exec "
                        + ShellWords.split(command).stream()
                                .map(ShellWords::quoted)
                                .collect(Collectors.joining(" "));
    }

    private static Optional<byte[]> standardInput(ModuleCall call) throws TemplateFailure {
        Optional<String> text = call.text("stdin");
        boolean newline = call.flag("stdin_add_newline", true);
        return text.map(input -> (newline ? input + "\n" : input).getBytes(StandardCharsets.UTF_8));
    }

    /// Collects what the command prints, and shows it at once.
    private static final class Output {
        private static final int KEPT = 4 * 1024 * 1024;

        private final ModuleCall call;
        private final Kept out = new Kept();
        private final Kept err = new Kept();

        Output(ModuleCall call) {
            this.call = call;
        }

        synchronized void line(String stream, String text) {
            (stream.equals("stderr") ? err : out).add(text);
            call.log(text);
        }

        synchronized Result into(Result result) {
            return result.with("stdout", out.text())
                    .with("stdout_lines", out.lines)
                    .with("stderr", err.text())
                    .with("stderr_lines", err.lines)
                    .with("truncated", out.full || err.full);
        }

        private static final class Kept {
            private final List<String> lines = new ArrayList<>();
            private int size;
            private boolean full;

            void add(String line) {
                if (size + line.length() > KEPT) {
                    full = true;
                    return;
                }
                size += line.length() + 1;
                lines.add(line);
            }

            String text() {
                return String.join("\n", lines);
            }
        }
    }
}
