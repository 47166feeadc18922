package dev.sluice.engine.report;

import java.util.List;

/// Sentences about `requires` and `provides`.
public final class RequirementTexts {
    private RequirementTexts() {}

    /// Why a job cannot get what it requires (E24).
    ///
    /// @param requires names that the job asks for and the build should have provided
    public static String providerFailed(
            String job, List<String> requires, String build, String change, String project, String result) {
        return "Job " + job + " requires artifact(s) " + String.join(", ", requires) + " provided by build " + build
                + " (triggered by change " + change + " on project " + project
                + "), but that build failed with result \"" + result + "\"";
    }
}
