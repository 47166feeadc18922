package dev.sluice.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.FileComment;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.queue.PipelineRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes what a user reads about an item: text, votes and inline comments (F61 to F71).
///
/// ```text
/// Build failed (check pipeline).
/// http://sluice.example.com/buildset/5e…
///
/// - unit http://sluice.example.com/logs/… : FAILURE in 1m 02s
/// - lint http://sluice.example.com/logs/… : SUCCESS in 3s (non-voting)
/// Skipped 2 jobs
///
/// Warning:
///   unit: the cache was cold
///
/// Ask in the blue room.
/// ```
public final class ReportWriter {
    /// Gerrit refuses longer messages.
    static final int LIMIT_BYTES = 16_056;

    private static final String CUT = "... (truncated)";
    private static final List<String> MAGIC_FILES = List.of("/COMMIT_MSG", "/PATCHSET_LEVEL");

    private final PipelineRules rules;
    private final List<Subject> subjects;
    private final String itemUrl;
    private final Messages messages;

    /// @param subjects all that the item tests, not empty
    /// @param itemUrl page of the item's buildset; empty when there is none
    public ReportWriter(PipelineRules rules, List<Subject> subjects, String itemUrl) {
        this.rules = rules;
        this.subjects = List.copyOf(subjects);
        this.itemUrl = itemUrl;
        messages = new Messages(rules, subjects.getFirst(), itemUrl);
    }

    /// The whole text, not longer than Gerrit takes.
    public String text(Ending ending) {
        String text = switch (ending) {
            case Ending.Enqueued enqueued -> messages.of(ending.action());
            case Ending.Dequeued dequeued -> messages.of(ending.action());
            case Ending.NoJobs noJobs -> messages.of(ending.action());
            case Ending.Started started -> head(messages.of(ending.action()));
            case Ending.Succeeded succeeded -> jobs(ending, succeeded.builds(), succeeded.warnings());
            case Ending.Failed failed ->
                blocks(
                        subjects.size() > 1 ? "This change is part of a dependency cycle that failed." : "",
                        jobs(ending, failed.builds(), failed.warnings()));
            case Ending.Refused refused ->
                blocks(
                        head(messages.buildFailed()),
                        ConfigurationTexts.text(refused.problems(), refused.more()),
                        list("Warning:", ConfigurationTexts.warnings(refused.problems())),
                        messages.footer());
            case Ending.Conflicted conflicted ->
                blocks(head(messages.of(ending.action())), conflict(conflicted), messages.footer());
            case Ending.NeedsChange needs ->
                blocks(
                        "This change depends on a change that failed to merge.",
                        needs.needed().stream()
                                .map(change -> "Change " + change + " is needed.")
                                .collect(Collectors.joining("\n")),
                        messages.footer());
            case Ending.MissingRequirement missing ->
                blocks("This change is unable to merge due to a missing merge requirement.", messages.footer());
            case Ending.NotEnqueued refused ->
                blocks("This change was not enqueued.", String.join("\n", refused.reasons()), messages.footer());
        };
        return cut(text);
    }

    /// For each change one review for each reporter of the action that can reach it (F70). Changes of a cycle are
    /// submitted once all of them were told (F65).
    ///
    /// @param key names this report of this item
    /// @param reporters those of the action, or of `disabled`
    public List<Review> reviews(String key, Ending ending, List<PipelineRules.Reporter> reporters) {
        String text = text(ending);
        List<Review> reviews = new ArrayList<>();
        List<Review> submits = new ArrayList<>();
        List<Change> changes = subjects.stream()
                .filter(Change.class::isInstance)
                .map(Change.class::cast)
                .toList();
        for (Change change : changes) {
            String own = key + (changes.size() > 1 ? "/" + change.id() : "") + "/" + ending.action() + "/";
            for (int i = 0; i < reporters.size(); i++) {
                PipelineRules.Reporter reporter = reporters.get(i);
                boolean silent = (!reporter.comment() || text.isEmpty())
                        && reporter.votes().isEmpty()
                        && !reporter.submit();
                if (silent || !reporter.connection().equals(change.project().connection())) {
                    continue;
                }
                boolean later = reporter.submit() && changes.size() > 1;
                reviews.add(review(own + i, ending, change, reporter, text, reporter.submit() && !later));
                if (later) {
                    submits.add(Review.submitting(own + i + "/submit", change));
                }
            }
        }
        reviews.addAll(submits);
        return List.copyOf(reviews);
    }

    private Review review(
            String key, Ending ending, Change change, PipelineRules.Reporter reporter, String text, boolean submit) {
        return new Review(
                key,
                reporter.connection(),
                change,
                reporter.comment() ? text : "",
                "autogenerated:zuul:" + rules.name(),
                reporter.votes(),
                reporter.comment() ? comments(ending, change) : List.of(),
                submit,
                reporter.notifyWhom());
    }

    private String jobs(Ending ending, List<BuildReport> builds, List<Problem> problems) {
        Stream<String> said = builds.stream()
                .flatMap(build -> build.warnings().stream().map(warning -> build.job() + ": " + warning));
        Stream<String> leftOut = builds.stream()
                .flatMap(build -> build.fileComments().stream())
                .map(FileComment::path)
                .distinct()
                .filter(path -> subjects.stream()
                        .noneMatch(subject -> subject instanceof Change change && commentable(path, change)))
                .map(path -> "comments on " + path + " are left out: this change does not touch the file");
        List<String> warnings = Stream.concat(
                        Stream.concat(ConfigurationTexts.warnings(problems).stream(), said), leftOut)
                .toList();
        return blocks(
                head(messages.of(ending.action())),
                JobLines.of(builds),
                list("Warning:", warnings),
                list("Debug information:", ConfigurationTexts.debugInformation(problems)),
                messages.footer());
    }

    private static String conflict(Ending.Conflicted conflicted) {
        List<String> lines = new ArrayList<>();
        if (!conflicted.detail().isEmpty()) {
            lines.add(conflicted.detail());
        }
        conflicted.files().forEach(file -> lines.add("- " + file));
        return String.join("\n", lines);
    }

    private static String list(String title, List<String> entries) {
        return entries.isEmpty()
                ? ""
                : title + "\n"
                        + entries.stream()
                                .map(entry -> entry.strip().indent(2).stripTrailing())
                                .collect(Collectors.joining("\n"));
    }

    private String head(String message) {
        return Stream.of(message, itemUrl).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String blocks(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    private List<FileComment> comments(Ending ending, Change change) {
        return switch (ending) {
            case Ending.Refused refused ->
                ConfigurationTexts.comments(ConfigurationTexts.errors(refused.problems()), change);
            case Ending.Succeeded succeeded -> comments(succeeded.builds(), change);
            case Ending.Failed failed -> comments(failed.builds(), change);
            case Ending.Enqueued enqueued -> List.of();
            case Ending.Started started -> List.of();
            case Ending.Dequeued dequeued -> List.of();
            case Ending.Conflicted conflicted -> List.of();
            case Ending.NeedsChange needs -> List.of();
            case Ending.MissingRequirement missing -> List.of();
            case Ending.NotEnqueued refused -> List.of();
            case Ending.NoJobs noJobs -> List.of();
        };
    }

    private static List<FileComment> comments(List<BuildReport> builds, Change change) {
        return builds.stream()
                .flatMap(build -> build.fileComments().stream())
                .filter(comment -> commentable(comment.path(), change))
                .toList();
    }

    /// Gerrit takes comments only on files of the change (F71).
    private static boolean commentable(String path, Change change) {
        return MAGIC_FILES.contains(path) || change.files().contains(path);
    }

    private static String cut(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length <= LIMIT_BYTES) {
            return text;
        }
        int end = LIMIT_BYTES;
        // A byte of the form 10xxxxxx goes on with the character before it.
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, UTF_8) + CUT;
    }
}
