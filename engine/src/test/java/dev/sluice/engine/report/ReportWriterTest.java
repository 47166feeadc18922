package dev.sluice.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.FileComment;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.engine.queue.PipelineRules.Reporter;
import dev.sluice.engine.queue.WindowRules;
import dev.sluice.engine.story.StoryChanges;
import dev.sluice.engine.story.StoryPipelines;
import dev.sluice.engine.story.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReportWriterTest {
    private static final String URL = "http://sluice.example.com/buildset/5e";
    private static final Change CHANGE = StoryChanges.change("A");

    @Test
    void writesTheLinesThatPluginsRead() {
        BuildReport slow =
                new Line("slow", BuildResult.SUCCESS).lasting(3_723_000).build();
        BuildReport alas =
                new Line("bad", BuildResult.FAILURE).saying("", "ALAS").build();
        BuildReport skipped = new Line("after", BuildResult.SKIPPED)
                .because("Skipped due to failed job bad")
                .lasting(-1)
                .build();
        BuildReport early = new Line("lint", BuildResult.RETRY_LIMIT)
                .because("Pre-run\nfailed.")
                .nonVoting()
                .lasting(123_000)
                .build();
        String text = writer("").text(new Ending.Failed(List.of(slow, alas, skipped, early), List.of()));
        assertThat(text).isEqualTo("""
                        Build failed (check pipeline).
                        http://sluice.example.com/buildset/5e

                        - slow http://log/slow : SUCCESS in 1h 02m 03s
                        - bad http://log/bad : ALAS in 3s
                        - after after : SKIPPED Skipped due to failed job bad
                        - lint http://log/lint : RETRY_LIMIT Pre-run failed. in 2m 03s (non-voting)""");
    }

    @Test
    void isUnderstoodByTheRegularExpressionsOfGerritsPlugin() {
        BuildReport unit = new Line("unit", BuildResult.SUCCESS).build();
        List<String> lines = writer("")
                .text(new Ending.Succeeded(List.of(unit), List.of()))
                .lines()
                .toList();
        Matcher head = Pattern.compile("^Build (?<status>\\w+) \\((?<pipeline>[\\w]+) pipeline\\)\\.")
                .matcher(lines.getFirst());
        assertThat(head.find()).isTrue();
        assertThat(head.group("status")).isEqualTo("succeeded");
        Matcher job = Pattern.compile("^- (?<job>[^ ]+) (?:(?<link>https?://[^ ]+)|[^ ]+) : "
                        + "((ERROR (?<errormsg>.*?) in (?<errtime>.*))|(?<result>[^ ]+)( in (?<time>.*))?)")
                .matcher(lines.getLast());
        assertThat(job.find()).isTrue();
        assertThat(List.of(job.group("job"), job.group("link"), job.group("result"), job.group("time")))
                .containsExactly("unit", "http://log/unit", "SUCCESS", "3s");
    }

    @Test
    void countsWhatChildJobsLeftOut() {
        BuildReport one = new Line("one", BuildResult.SKIPPED).byChildJobs().build();
        BuildReport two = new Line("two", BuildResult.SKIPPED).byChildJobs().build();
        assertThat(writer("").text(new Ending.Succeeded(List.of(one), List.of())))
                .endsWith("\n\nSkipped 1 job");
        assertThat(writer("").text(new Ending.Succeeded(List.of(one, two), List.of())))
                .endsWith("\n\nSkipped 2 jobs");
    }

    @Test
    void aClockThatWentBackGivesNoNegativeTime() {
        assertThat(JobLines.duration(-3_000)).isEqualTo("0s");
    }

    @Test
    void putsWarningsBetweenJobsAndFooter() {
        BuildReport unit = new Line("unit", BuildResult.SUCCESS)
                .warning("the cache was cold\nsee the log")
                .comment("elsewhere.txt")
                .build();
        Problem remark = problem("zuul.yaml", Severity.WARNING);
        String text = writer("footer=Bye").text(new Ending.Succeeded(List.of(unit), List.of(remark)));
        assertThat(text).endsWith("""
                        : SUCCESS in 3s

                        Warning:
                          zuul.yaml:4:7 (review.example.com/p, branch master): it is odd. Mend it. [CONFIG-1]
                          unit: the cache was cold
                          see the log
                          comments on elsewhere.txt are left out: this change does not touch the file

                        Bye""");
    }

    @Test
    void fillsInTheNamesOfAMessage() {
        PipelineRules rules = rules(Map.of(
                "success",
                "Done in {pipeline.name} for {change} on {change.branch} {{really}}: {item_url} {nonsense}"));
        String text = new ReportWriter(rules, List.of(CHANGE), URL).text(new Ending.Succeeded(List.of(), List.of()));
        assertThat(text).startsWith("Done in check for 1,1 on master {really}: " + URL + " {nonsense}\n");
    }

    @Test
    void namesThePipelineWhereZuulsDefaultDoesNot() {
        PipelineRules rules = rules(Map.of("success", "Build succeeded."));
        assertThat(new ReportWriter(rules, List.of(CHANGE), "").text(new Ending.Succeeded(List.of(), List.of())))
                .isEqualTo("Build succeeded (check pipeline).");
    }

    @Test
    void cutsWhatGerritWouldRefuse() {
        String footer = "é".repeat(20_000);
        String text = writer("footer=" + footer).text(new Ending.Succeeded(List.of(), List.of()));
        assertThat(text).endsWith("é... (truncated)");
        String kept = text.substring(0, text.length() - "... (truncated)".length());
        assertThat(kept.getBytes(UTF_8).length).isBetween(ReportWriter.LIMIT_BYTES - 1, ReportWriter.LIMIT_BYTES);
    }

    @Test
    void commentsOnlyOnFilesOfTheChange() {
        BuildReport unit = new Line("unit", BuildResult.FAILURE)
                .comment("README")
                .comment("/COMMIT_MSG")
                .comment("elsewhere.txt")
                .build();
        List<Review> reviews = writer("")
                .reviews("key", new Ending.Failed(List.of(unit), List.of()), List.of(reporter(true, Map.of())));
        assertThat(reviews.getFirst().comments())
                .extracting(FileComment::path)
                .containsExactly("README", "/COMMIT_MSG");
        Ending refused = new Ending.Refused(
                List.of(problem("zuul.yaml", Severity.ERROR), problem("other.yaml", Severity.ERROR)), false);
        assertThat(writer("")
                        .reviews("key", refused, List.of(reporter(true, Map.of())))
                        .getFirst()
                        .comments())
                .containsExactly(new FileComment("zuul.yaml", 4, "it is odd. Mend it. [CONFIG-1]", 4, 6, 5, 0));
    }

    /// F70.
    @Test
    void passesOnWhomGerritIsToTell() {
        Reporter quiet = new Reporter("gerrit", Map.of("Verified", 1), true, false, Optional.empty(), "OWNER");

        assertThat(writer("").reviews("key", new Ending.Succeeded(List.of(), List.of()), List.of(quiet)))
                .singleElement()
                .satisfies(review -> assertThat(review.notifyWhom()).isEqualTo("OWNER"));
    }

    @Test
    void tellsOnlyReportersThatCanReachTheChange() {
        Ending good = new Ending.Succeeded(List.of(), List.of());
        Reporter other = new Reporter("elsewhere", Map.of("Verified", 1), true, false);
        Reporter votesOnly = reporter(false, Map.of("Verified", 1));
        Reporter mute = reporter(false, Map.of());
        assertThat(writer("").reviews("key", good, List.of(other, votesOnly, mute)))
                .singleElement()
                .satisfies(review -> {
                    assertThat(review.key()).isEqualTo("key/success/1");
                    assertThat(review.message()).isEmpty();
                    assertThat(review.labels()).containsExactly(Map.entry("Verified", 1));
                    assertThat(review.tag()).isEqualTo("autogenerated:zuul:check");
                });
        GitRef ref = new GitRef(CHANGE.project(), "refs/heads/master", "a", "b", "");
        assertThat(new ReportWriter(rules(Map.of()), List.of(ref), "")
                        .reviews("key", good, List.of(reporter(true, Map.of()))))
                .isEmpty();
    }

    @Test
    void saysWhichProviderFailed() {
        assertThat(RequirementTexts.providerFailed("use", List.of("images"), "12", "1,1", "p", "FAILURE"))
                .isEqualTo(
                        "Job use requires artifact(s) images provided by build 12 (triggered by change 1,1 on project"
                                + " p), but that build failed with result \"FAILURE\"");
    }

    private static ReportWriter writer(String words) {
        return new ReportWriter(StoryPipelines.check(Words.of("pipeline " + words)), List.of(CHANGE), URL);
    }

    private static Reporter reporter(boolean comment, Map<String, Integer> votes) {
        return new Reporter("gerrit", votes, comment, false);
    }

    private static PipelineRules rules(Map<String, String> messages) {
        return new PipelineRules(
                "t1",
                "check",
                "independent",
                false,
                true,
                false,
                new LinkedHashMap<>(),
                messages,
                "",
                WindowRules.UNLIMITED,
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "normal");
    }

    private static Problem problem(String path, Severity severity) {
        Place where = new Place("review.example.com/p", "master", path, 4, 7, 5, 1);
        return new Problem("CONFIG-1", severity, "Odd", where, "", "it is odd.", "Mend it.");
    }

    /// A job's line, three seconds long unless it says otherwise.
    private record Line(BuildReport build) {
        Line(String job, BuildResult result) {
            this(new BuildReport(
                    job,
                    "b-" + job,
                    result,
                    "",
                    true,
                    Optional.of("http://log/" + job),
                    1000,
                    4000,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of()));
        }

        /// A negative time is for a job that never ran and has no log.
        Line lasting(long millis) {
            return copy(build.detail(), build.voting(), millis, false, build.failureMessage(), List.of(), List.of());
        }

        Line because(String detail) {
            return copy(detail, build.voting(), 3000, false, Optional.empty(), List.of(), List.of());
        }

        Line nonVoting() {
            return copy(build.detail(), false, 3000, false, Optional.empty(), List.of(), List.of());
        }

        Line byChildJobs() {
            return copy("", true, -1, true, Optional.empty(), List.of(), List.of());
        }

        Line saying(String success, String failure) {
            return copy(build.detail() + success, true, 3000, false, Optional.of(failure), List.of(), List.of());
        }

        Line warning(String text) {
            return copy("", true, 3000, false, Optional.empty(), List.of(text), build.fileComments());
        }

        Line comment(String path) {
            List<FileComment> comments = new java.util.ArrayList<>(build.fileComments());
            comments.add(new FileComment(path, 1, "look", 0, 0, 0, 0));
            return copy("", true, 3000, false, Optional.empty(), build.warnings(), comments);
        }

        private Line copy(
                String detail,
                boolean voting,
                long millis,
                boolean byChildJobs,
                Optional<String> failureMessage,
                List<String> warnings,
                List<FileComment> comments) {
            return new Line(new BuildReport(
                    build.job(),
                    build.build(),
                    build.result(),
                    detail,
                    voting,
                    millis < 0 ? Optional.empty() : build.url(),
                    millis < 0 ? 0 : 1000,
                    1000 + Math.max(0, millis),
                    byChildJobs,
                    false,
                    Optional.empty(),
                    failureMessage,
                    warnings,
                    List.of(),
                    comments));
        }
    }
}
