package dev.sluice.engine.playbook;

import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Problems;
import dev.sluice.engine.problem.Severity;
import dev.sluice.engine.problem.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// All that can be wrong with a playbook, in words. Codes are stable: `PLAYBOOK-001` and on.
final class PlaybookProblems {
    private static final int STANZA_LINES = 6;

    private final Problems found = new Problems();
    private final Map<String, List<String>> texts = new LinkedHashMap<>();

    /// Lets messages show the author's own lines.
    void text(String path, String text) {
        texts.put(
                path,
                text.length() > PlaybookLimits.FILE_CHARACTERS
                        ? List.of()
                        : text.lines().toList());
    }

    List<Problem> list() {
        return found.list();
    }

    boolean hasErrors() {
        return found.hasErrors();
    }

    void notYaml(Place where, String problem) {
        error("001", "Playbook Syntax Error", where, "this is not YAML: " + problem + ".", "");
    }

    void tooLarge(Place where, String found) {
        error(
                "002",
                "Playbook Limit Exceeded",
                where,
                "the playbook is too large: " + found + ".",
                "Allowed are files of " + PlaybookLimits.FILE_CHARACTERS + " characters, " + PlaybookLimits.STEPS
                        + " tasks, " + PlaybookLimits.STEP_DEPTH + " blocks, roles and includes inside one another.");
    }

    void malformed(Place where, String what, String expected, String found) {
        error("003", "Playbook Syntax Error", where, what + " must be " + expected + ", found " + found + ".", "");
    }

    void unknownKeyword(Place where, String what, String keyword, List<String> allowed) {
        error(
                "004",
                "Unknown Playbook Keyword",
                where,
                "unknown keyword '" + keyword + "' in " + what + ".",
                hint(keyword, allowed));
    }

    void unknownModule(Place where, String module, Catalogue catalogue) {
        String meant = Suggestions.didYouMean(module, catalogue.wordsOfTasks());
        error(
                "005",
                "Unknown Module",
                where,
                "module '" + module + "' is not known.",
                (meant.isEmpty() ? "" : meant + " ") + "Known modules: " + words(catalogue.moduleNames()) + "; and "
                        + words(TaskKeywords.INCLUDES) + ".");
    }

    void unknownRole(Place where, String role, Catalogue catalogue, String searched) {
        error(
                "006",
                "Unknown Role",
                where,
                "role '" + role + "' is neither known natively nor found in a role repository of the playbook"
                        + searched + ".",
                hint(role, catalogue.roleNames()));
    }

    void unknownArgument(Place where, ModuleSpec module, String argument) {
        error(
                "007",
                "Unknown Module Argument",
                where,
                "module '" + module.name() + "' has no argument '" + argument + "'.",
                hint(argument, module.arguments()));
    }

    void missingArgument(Place where, String what, List<String> oneOf) {
        error(
                "008",
                "Missing Module Argument",
                where,
                what + " needs " + oneOf.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" or "))
                        + ".",
                "");
    }

    void notOneAction(Place where, List<String> actions, Catalogue catalogue) {
        error(
                "009",
                "Playbook Syntax Error",
                where,
                actions.isEmpty()
                        ? "the task names no module."
                        : "the task names several modules: " + words(actions) + ".",
                "A task has exactly one of: " + words(catalogue.moduleNames()) + ", " + words(TaskKeywords.INCLUDES)
                        + ", block.");
    }

    void notOnExecutor(Place where, String what, Catalogue catalogue) {
        error(
                "010",
                "Untrusted Playbook On Executor",
                where,
                what + " may not run on '" + Inventory.EXECUTOR + "' in a playbook of an untrusted project.",
                "On the executor such a playbook may use: " + words(catalogue.executorModuleNames())
                        + ". Run the task on a node, or move the playbook to a config project.");
    }

    void missingFile(Place where, String file, List<String> searched) {
        error(
                "011",
                "Missing Playbook File",
                where,
                "file '" + file + "' is not there.",
                "Looked for: " + words(searched) + ".");
    }

    void cycle(Place where, List<String> chain) {
        error(
                "012",
                "Playbook Include Cycle",
                where,
                "includes go round in a circle: " + String.join(" → ", chain) + ".",
                "");
    }

    void unknownHost(Place where, String pattern, Inventory inventory) {
        List<String> known = java.util.stream.Stream.of(
                        List.of("all", Inventory.EXECUTOR),
                        inventory.hosts(),
                        List.copyOf(inventory.groups().keySet()))
                .flatMap(List::stream)
                .toList();
        warning(
                "013",
                "Unknown Host Pattern",
                where,
                "no host or group matches '" + pattern + "': nothing runs there.",
                hint(pattern, known));
    }

    void template(Place where, String what) {
        error(
                "014",
                "Playbook Template Not Allowed",
                where,
                what + " cannot be a template: it is needed before variables exist.",
                "Write it out.");
    }

    void repeated(Place where, String key) {
        warning("015", "Repeated Key", where, "key '" + key + "' stands twice; the last one counts.", "");
    }

    void shadowedRole(Place where, String role, String origin) {
        warning(
                "016",
                "Role Not Used",
                where,
                "role '" + role + "' is known natively, so " + origin + " is not used.",
                "Give that role another name.");
    }

    void badName(Place where, String what, String name) {
        error(
                "017",
                "Bad Variable Name",
                where,
                what + " '" + name + "' is not a variable name.",
                "Allowed are letters, digits and underscores, not starting with a digit.");
    }

    void notSupportedHere(Place where, String what, String why) {
        error("018", "Playbook Keyword Not Supported", where, what + " is not supported here.", why);
    }

    void unknownTag(Place where, String tag) {
        error("019", "Playbook Syntax Error", where, "YAML tag '" + tag + "' is not known.", "Leave it out.");
    }

    private static String hint(String found, List<String> allowed) {
        String meant = Suggestions.didYouMean(found, allowed);
        String list = allowed.isEmpty() ? "None is known." : "Allowed: " + words(allowed) + ".";
        return meant.isEmpty() ? list : meant + " " + list;
    }

    private static String words(List<String> words) {
        return String.join(", ", words);
    }

    private void error(String number, String kind, Place where, String message, String hint) {
        add(Severity.ERROR, number, kind, where, message, hint);
    }

    private void warning(String number, String kind, Place where, String message, String hint) {
        add(Severity.WARNING, number, kind, where, message, hint);
    }

    private void add(Severity severity, String number, String kind, Place where, String message, String hint) {
        Problem problem =
                new Problem("PLAYBOOK-" + number, severity, kind, where, stanza(where), message, hint.strip());
        if (!found.list().contains(problem)) {
            found.add(problem);
        }
    }

    private String stanza(Place where) {
        List<String> lines = texts.getOrDefault(where.path(), List.of());
        if (where.line() < 1 || where.line() > lines.size()) {
            return "";
        }
        int last = Math.min(Math.max(where.endLine(), where.line()), where.line() + STANZA_LINES - 1);
        return String.join("\n", lines.subList(where.line() - 1, Math.min(last, lines.size())));
    }
}
