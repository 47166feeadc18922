package dev.sluice.activities.docker;

import dev.sluice.engine.problem.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Wording for node labels that the settings do not know.
final class UnknownLabels {
    private UnknownLabels() {}

    static String message(String job, List<String> unknown, Collection<String> known) {
        return unknown.stream().map(label -> one(job, label, known)).collect(Collectors.joining("\n"));
    }

    private static String one(String job, String label, Collection<String> known) {
        String allowed =
                known.isEmpty() ? "none is defined" : "defined are '" + String.join("', '", new TreeSet<>(known)) + "'";
        String text = "Job '" + job + "' asks for a node with label '" + label + "', which the settings do not define ("
                + allowed + "). " + Suggestions.didYouMean(label, known);
        return text.strip() + " Add it under 'labels' in the settings, or change the job's nodeset. [NODE-LABEL]";
    }
}
