package dev.sluice.workflows.buildset;

import java.util.List;

/// A buildset as people see it.
///
/// @param project canonical name
/// @param change id of the subject, such as `12,3`
/// @param state `preparing`, `running`, `ended`
/// @param result empty until it ended
/// @param rerunOf earlier buildset whose results were carried over, or empty
public record BuildsetView(
        String buildset,
        String tenant,
        String pipeline,
        String project,
        String change,
        String url,
        String state,
        String result,
        String rerunOf,
        List<JobLine> jobs) {

    /// @param state the planner's word for where the job is, in lower case
    /// @param build uuid of its current or last try, empty before the first
    /// @param result empty until it has one
    /// @param log where its log is, or empty
    public record JobLine(
            String job,
            String state,
            boolean voting,
            String build,
            int attempt,
            String result,
            String detail,
            String log) {}
}
