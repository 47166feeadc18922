package dev.sluice.worker.cli;

import dev.sluice.activities.registry.Provenance;
import dev.sluice.worker.api.ApiBuildset;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where an image is from, as `sluice image` tells it.
///
/// @param origins one for each build that made these bytes; empty when none left a statement
record ImageStory(String image, String digest, List<Origin> origins) {

    /// @param subject change and where it belongs: `project`, `branch`, `change`, `patchset`, `change_url`, …
    /// @param bases name → digest of the images that it was built on
    record Origin(
            SortedMap<String, String> subject,
            String build,
            String buildset,
            SortedMap<String, String> bases,
            Tests tests) {

        static Origin of(Provenance statement, Tests tests) {
            SortedMap<String, String> bases = new TreeMap<>();
            statement.bases().forEach((name, digest) -> bases.put(name, digest.toString()));
            return new Origin(
                    new TreeMap<>(statement.subject()), statement.build(), statement.buildset(), bases, tests);
        }

        private String told(String key) {
            return subject.getOrDefault(key, "?");
        }
    }

    /// The other jobs of the build's buildset.
    ///
    /// @param unknown why nothing is known of them; empty when it is
    /// @param result of the buildset, empty while it runs
    record Tests(String unknown, String result, List<Job> jobs) {
        static Tests unknown(String why) {
            return new Tests(why, "", List.of());
        }

        static Tests of(ApiBuildset buildset, String builtBy) {
            return new Tests(
                    "",
                    buildset.result(),
                    buildset.builds().stream()
                            .filter(build -> !build.uuid().equals(builtBy))
                            .map(build ->
                                    new Job(build.job(), build.result().isEmpty() ? build.state() : build.result()))
                            .toList());
        }
    }

    /// @param result as far as it came
    record Job(String job, String result) {}

    void print(PrintWriter out) {
        out.println(image + "  " + digest);
        if (origins.isEmpty()) {
            out.println("  nothing is known of its origin: no build of Sluice left a statement beside it");
        }
        origins.forEach(origin -> print(out, origin));
    }

    private static void print(PrintWriter out, Origin origin) {
        if (origin.subject.containsKey("change")) {
            out.println("  change   " + origin.told("change") + "," + origin.told("patchset") + " of "
                    + origin.told("project") + " on " + origin.told("branch") + "  "
                    + origin.subject.getOrDefault("change_url", ""));
        } else {
            out.println("  ref      " + origin.told("ref") + " of " + origin.told("project"));
        }
        out.println("  build    " + origin.build + " (job " + origin.told("job") + ", pipeline "
                + origin.told("pipeline") + ")");
        origin.bases.forEach((name, digest) -> out.println("  base     " + name + "  " + digest));
        out.println("  tested   " + told(origin));
    }

    private static String told(Origin origin) {
        Tests tests = origin.tests;
        if (!tests.unknown.isEmpty()) {
            return "not known: " + tests.unknown;
        }
        List<String> jobs =
                tests.jobs.stream().map(job -> job.job + " " + job.result).toList();
        return (jobs.isEmpty() ? "by no other job" : String.join(", ", jobs)) + " (buildset " + origin.buildset + ": "
                + (tests.result.isEmpty() ? "running" : tests.result) + ")";
    }
}
