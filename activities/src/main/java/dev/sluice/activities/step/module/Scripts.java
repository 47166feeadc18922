package dev.sluice.activities.step.module;

import dev.sluice.activities.contract.NodeShell.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Small shell scripts of our own; their inputs travel as variables, so that nothing in them is ever taken for code.
final class Scripts {
    private Scripts() {}

    /// @param code exit code
    record Answer(int code, List<String> lines, List<String> complaints) {
        String complaint() {
            return complaints.isEmpty() ? "exit code " + code : String.join(" ", complaints);
        }

        /// The value of a line `key=value`; empty when there is none.
        String value(String key) {
            return lines.stream()
                    .filter(line -> line.startsWith(key + "="))
                    .map(line -> line.substring(key.length() + 1))
                    .findFirst()
                    .orElse("");
        }
    }

    static Answer run(ModuleCall call, String script, Map<String, String> variables) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        Command command =
                new Command(List.of("/bin/sh", "-c", script), variables, "", Optional.empty(), call.timeout());
        int code = call.target().run(command, (stream, line) -> {
            List<String> into = stream.equals("stderr") ? complaints : lines;
            synchronized (lines) {
                into.add(line);
            }
        });
        synchronized (lines) {
            return new Answer(code, List.copyOf(lines), List.copyOf(complaints));
        }
    }
}
