package dev.sluice.engine.playbook;

import java.util.List;
import java.util.stream.Stream;

/// Words that may stand in a play, a task, a block, an include.
final class TaskKeywords {
    /// Words that every task, block, import and include may have.
    static final List<String> COMMON =
            List.of("name", "when", "vars", "environment", "no_log", "become", "become_user", "become_method", "tags");

    static final List<String> LOOPS = List.of("loop", "with_items", "loop_control");

    static final List<String> TASK = Stream.of(
                    COMMON,
                    LOOPS,
                    List.of(
                            "args",
                            "changed_when",
                            "delay",
                            "delegate_to",
                            "failed_when",
                            "ignore_errors",
                            "register",
                            "retries",
                            "run_once",
                            "until"))
            .flatMap(List::stream)
            .toList();

    static final List<String> BLOCK = concat(COMMON, List.of("block", "rescue", "always", "ignore_errors"));

    /// A native role is a step like any other, save for conditions on its result.
    static final List<String> ROLE = concat(COMMON, concat(LOOPS, List.of("delegate_to", "ignore_errors", "run_once")));

    static final List<String> DYNAMIC_INCLUDE = concat(COMMON, LOOPS);

    static final List<String> INCLUDES = List.of("import_role", "import_tasks", "include_role", "include_tasks");

    static final List<String> ALL = Stream.of(TASK, List.of("block", "rescue", "always"), INCLUDES)
            .flatMap(List::stream)
            .distinct()
            .sorted()
            .toList();

    static final List<String> PLAY = List.of(
            "become",
            "become_method",
            "become_user",
            "environment",
            "gather_facts",
            "hosts",
            "name",
            "no_log",
            "post_tasks",
            "pre_tasks",
            "roles",
            "tags",
            "tasks",
            "vars");

    private TaskKeywords() {}

    private static List<String> concat(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }

    /// `ansible.builtin.shell` and `ansible.legacy.shell` are `shell`.
    static String shortName(String word) {
        for (String prefix : List.of("ansible.builtin.", "ansible.legacy.")) {
            if (word.startsWith(prefix)) {
                return word.substring(prefix.length());
            }
        }
        return word;
    }
}
