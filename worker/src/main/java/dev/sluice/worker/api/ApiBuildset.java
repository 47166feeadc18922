package dev.sluice.worker.api;

import java.util.List;

/// A buildset with its builds in graph order.
///
/// @param subject such as `12,3`, or a ref
/// @param change 0 for a ref
/// @param result empty while it runs
/// @param landed how its changes landed, for people; empty for what did not merge
/// @param reported whether its end was reported
/// @param temporalUrl its workflow in the Temporal UI, empty without one
public record ApiBuildset(
        String uuid,
        String tenant,
        String pipeline,
        String project,
        String subject,
        int change,
        int patchset,
        String url,
        String result,
        boolean reported,
        String message,
        String landed,
        long startedAt,
        long endedAt,
        String temporalUrl,
        List<ApiBuild> builds) {

    /// The same, with its report still under way.
    public ApiBuildset notReported() {
        return with(false, startedAt);
    }

    /// The same, as one that began at `millis`.
    public ApiBuildset begunAt(long millis) {
        return with(reported, millis);
    }

    private ApiBuildset with(boolean isReported, long begun) {
        return new ApiBuildset(
                uuid,
                tenant,
                pipeline,
                project,
                subject,
                change,
                patchset,
                url,
                result,
                isReported,
                message,
                landed,
                begun,
                endedAt,
                temporalUrl,
                builds);
    }
}
