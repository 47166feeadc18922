package dev.sluice.engine.playbook;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The modules that run natively.
final class Modules {
    private static final Map<String, String> NONE = new LinkedHashMap<>();
    private static final Map<String, List<String>> NO_CHOICES = new LinkedHashMap<>();

    private static final List<String> COMMAND =
            List.of("cmd", "argv", "chdir", "creates", "removes", "stdin", "stdin_add_newline");

    static final List<ModuleSpec> ALL = List.of(
            commandLike("command", List.of()),
            commandLike("shell", List.of("executable")),
            onNode(
                    "copy",
                    List.of("content", "src", "dest", "mode", "remote_src", "force", "owner", "group"),
                    List.of(List.of("content", "src"), List.of("dest")),
                    NONE,
                    NO_CHOICES),
            onNode(
                    "template",
                    List.of("src", "content", "dest", "mode", "force", "owner", "group"),
                    List.of(List.of("content", "src"), List.of("dest")),
                    NONE,
                    NO_CHOICES),
            onNode(
                    "file",
                    List.of("path", "state", "mode", "src", "force", "owner", "group", "recurse"),
                    List.of(List.of("path")),
                    ordered(entry("dest", "path"), entry("name", "path")),
                    choices("state", List.of("absent", "directory", "file", "link", "touch"))),
            onNode(
                    "stat",
                    List.of("path", "follow", "get_checksum", "get_mime", "get_attributes"),
                    List.of(List.of("path")),
                    ordered(entry("dest", "path"), entry("name", "path")),
                    NO_CHOICES),
            onExecutor("debug", List.of("msg", "var", "verbosity"), List.of(), false),
            onExecutor(
                    "assert",
                    List.of("that", "fail_msg", "msg", "success_msg", "quiet"),
                    List.of(List.of("that")),
                    false),
            onExecutor("fail", List.of("msg"), List.of(), false),
            onExecutor("set_fact", List.of("cacheable"), List.of(), true),
            onExecutor("zuul_return", List.of("data", "secret_data"), List.of(List.of("data", "secret_data")), false));

    private Modules() {}

    private static ModuleSpec commandLike(String name, List<String> more) {
        List<String> arguments =
                java.util.stream.Stream.concat(COMMAND.stream(), more.stream()).toList();
        return new ModuleSpec(name, arguments, NONE, List.of(), NO_CHOICES, true, false, false);
    }

    private static ModuleSpec onNode(
            String name,
            List<String> arguments,
            List<List<String>> required,
            Map<String, String> aliases,
            Map<String, List<String>> choices) {
        return new ModuleSpec(name, arguments, aliases, required, choices, false, false, false);
    }

    private static ModuleSpec onExecutor(
            String name, List<String> arguments, List<List<String>> required, boolean anyArguments) {
        return new ModuleSpec(name, arguments, NONE, required, NO_CHOICES, false, anyArguments, true);
    }

    @SafeVarargs
    private static Map<String, String> ordered(Map.Entry<String, String>... entries) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }

    private static Map<String, List<String>> choices(String argument, List<String> words) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        map.put(argument, words);
        return map;
    }
}
