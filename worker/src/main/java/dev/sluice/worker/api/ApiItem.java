package dev.sluice.worker.api;

import java.util.List;

/// An item of a queue, head first.
///
/// @param live whether it runs jobs and reports
/// @param buildset empty when it has none
public record ApiItem(
        String subject,
        String project,
        String url,
        boolean live,
        boolean failing,
        String buildset,
        List<ApiBuild> jobs) {}
