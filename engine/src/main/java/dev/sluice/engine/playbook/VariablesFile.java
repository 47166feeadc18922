package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.YamlValue.Entry;
import dev.sluice.engine.playbook.YamlValue.Mapping;
import dev.sluice.engine.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A file of variables, as `include-vars` names it: one mapping of variable names to values.
///
/// @param variables what could be read
/// @param problems what is wrong with the file
public record VariablesFile(Map<String, Object> variables, List<Problem> problems) {
    private static final String WHAT = "the file";

    /// @param path for messages
    public static VariablesFile read(String path, String text) {
        PlaybookProblems problems = new PlaybookProblems();
        problems.text(path, text);
        Map<String, Object> variables = new LinkedHashMap<>();
        YamlText.read(path, text, problems).ifPresent(root -> {
            Mapping whole = new Mapping(root.place(), List.of(new Entry(WHAT, root.place(), root)));
            variables.putAll(new KeywordReader(problems).vars(whole, WHAT));
        });
        return new VariablesFile(variables, problems.list());
    }
}
