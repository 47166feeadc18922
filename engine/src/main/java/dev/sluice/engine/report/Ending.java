package dev.sluice.engine.report;

import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.problem.Problem;
import java.util.List;

/// What there is to tell about an item (F61).
public sealed interface Ending {

    /// Action of the pipeline whose reporters are told (A20).
    String action();

    /// Result of the buildset for the history; empty while it has none.
    default String result() {
        return "";
    }

    record Enqueued() implements Ending {
        @Override
        public String action() {
            return "enqueue";
        }
    }

    /// Its jobs are about to start (F47).
    record Started() implements Ending {
        @Override
        public String action() {
            return "start";
        }
    }

    /// Removed without a result (F66).
    record Dequeued() implements Ending {
        @Override
        public String action() {
            return "dequeue";
        }

        @Override
        public String result() {
            return "DEQUEUED";
        }
    }

    /// @param warnings remarks on the configuration, which do not block (A18)
    record Succeeded(List<BuildReport> builds, List<Problem> warnings) implements Ending {
        @Override
        public String action() {
            return "success";
        }

        @Override
        public String result() {
            return "SUCCESS";
        }
    }

    record Failed(List<BuildReport> builds, List<Problem> warnings) implements Ending {
        @Override
        public String action() {
            return "failure";
        }

        @Override
        public String result() {
            return "FAILURE";
        }
    }

    /// The configuration that the item asks for is wrong (A74, B47).
    ///
    /// @param more whether there are more problems than told here
    record Refused(List<Problem> problems, boolean more) implements Ending {
        @Override
        public String action() {
            return "config-error";
        }

        @Override
        public String result() {
            return "CONFIG_ERROR";
        }
    }

    /// @param detail what could not be merged, or empty
    record Conflicted(String detail, List<String> files) implements Ending {
        @Override
        public String action() {
            return "merge-conflict";
        }

        @Override
        public String result() {
            return "MERGE_CONFLICT";
        }
    }

    /// It needs changes that are not ahead of it any more (F42).
    ///
    /// @param needed names of these changes: their page, or their number and patch set
    record NeedsChange(List<String> needed) implements Ending {
        @Override
        public String action() {
            return "failure";
        }

        @Override
        public String result() {
            return "FAILURE";
        }
    }

    /// It lost what it needs to be merged (F42).
    record MissingRequirement() implements Ending {
        @Override
        public String action() {
            return "failure";
        }

        @Override
        public String result() {
            return "FAILURE";
        }
    }

    /// It was not taken into the pipeline (F17 to F19).
    record NotEnqueued(List<String> reasons) implements Ending {
        @Override
        public String action() {
            return "failure";
        }
    }

    /// Nothing to run for it (F62).
    record NoJobs() implements Ending {
        @Override
        public String action() {
            return "no-jobs";
        }

        @Override
        public String result() {
            return "NO_JOBS";
        }
    }
}
