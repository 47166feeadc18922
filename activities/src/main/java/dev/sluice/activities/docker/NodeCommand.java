package dev.sluice.activities.docker;

import dev.sluice.activities.contract.NodeShell.Command;
import java.util.ArrayList;
import java.util.List;

/// What is really run for a [Command].
///
/// The exec API can neither kill nor close standard input. So a tiny shell stands before the command: it says its
/// process id, which is its process group's too, and it cuts standard input at the length that was announced.
final class NodeCommand {
    /// Begins the first line of standard error; the rest of that line is the process group.
    static final String GROUP_MARK = "\u0001sluice-group ";

    private static final String SCRIPT = """
            printf '\\001sluice-group %s\\n' "$$" >&2
            directory=$1 input=$2
            shift 2
            cd -- "$directory" || exit 126
            if [ "$input" -ge 0 ]; then head -c "$input" | "$@"; else exec "$@"; fi
            """;

    private static final String KILL = "kill -s \"$1\" -- \"-$2\" 2>/dev/null";

    private NodeCommand() {}

    static List<String> argv(Command command, String home) {
        var argv = new ArrayList<String>(List.of("/bin/sh", "-c", SCRIPT, "sluice"));
        argv.add(command.directory().isEmpty() ? home : command.directory());
        argv.add(String.valueOf(
                command.standardInput().map(bytes -> bytes.length).orElse(-1)));
        argv.addAll(command.argv());
        return argv;
    }

    static List<String> environment(Command command, String home) {
        var environment = new ArrayList<String>();
        environment.add("HOME=" + home);
        command.environment().forEach((name, value) -> environment.add(name + "=" + value));
        return environment;
    }

    static List<String> kill(String signal, String group) {
        return List.of("/bin/sh", "-c", KILL, "sluice", signal, group);
    }
}
