package dev.sluice.workflows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.autohold.EndedBuild;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.queue.PipelineRules;
import dev.sluice.engine.queue.PipelineRules.MailForm;
import dev.sluice.engine.queue.PipelineRules.Reporter;
import dev.sluice.engine.queue.WindowRules;
import dev.sluice.engine.report.Mail;
import dev.sluice.engine.report.Review;
import dev.sluice.workflows.port.HistoryActivities.BuildRecord;
import dev.sluice.workflows.port.HistoryActivities.BuildsetRecord;
import dev.sluice.workflows.port.TimerActivities.PipelineTimer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The world outside of the workflows, in memory: what it was asked to do, and what it answers.
public final class FakeWorld {
    /// `job: step` and other lines, in the order in which they happened.
    public final List<String> log = new CopyOnWriteArrayList<>();
    public final List<Review> reviews = new CopyOnWriteArrayList<>();
    public final List<BuildsetRecord> buildsets = new CopyOnWriteArrayList<>();
    public final List<BuildRecord> builds = new CopyOnWriteArrayList<>();
    /// What hosts were told of builds whose nodes they took back.
    public final List<EndedBuild> ended = new CopyOnWriteArrayList<>();
    public final List<String> routed = new CopyOnWriteArrayList<>();
    /// Problems of a change, by its number: then its configuration is refused.
    public final Map<Integer, List<Problem>> refused = new ConcurrentHashMap<>();
    public volatile String layout = "layout-1";
    /// The only pipeline.
    public volatile PipelineRules pipeline = check();
    /// The timers that the configuration has.
    public volatile List<PipelineTimer> timers = List.of();
    /// The timers that schedules were last asked for.
    public volatile List<PipelineTimer> scheduled = List.of();
    /// Changes whose tree on the branch is another than the tested one.
    public final Set<String> landedOtherwise = ConcurrentHashMap.newKeySet();
    /// What changes touch.
    public volatile List<String> files = List.of("a.txt");
    public volatile boolean gerritDown;
    public final List<Mail> mails = new CopyOnWriteArrayList<>();
    public volatile boolean mailServerDown;
    public volatile String hostQueue = "host-1";

    final Map<String, FakeJob> jobs = new LinkedHashMap<>();
    final Map<String, String> jobOfBuild = new ConcurrentHashMap<>();
    final Map<String, CountDownLatch> dead = new ConcurrentHashMap<>();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();

    public FakeWorld jobs(FakeJob... all) {
        for (FakeJob job : all) {
            jobs.put(job.name, job);
        }
        return this;
    }

    /// These jobs and no others.
    public void only(FakeJob... all) {
        jobs.clear();
        jobs(all);
    }

    /// Says what `job/step` does from now on.
    public <S extends Script> S script(String jobAndStep, S script) {
        scripts.put(jobAndStep, script);
        return script;
    }

    /// The nodes of the job's newest build die.
    public void killNodesOf(String job) {
        jobOfBuild.forEach((build, name) -> {
            if (name.equals(job)) {
                deadOf(build).countDown();
            }
        });
    }

    Script scriptOf(String jobAndStep) {
        return scripts.getOrDefault(jobAndStep, Script.ok());
    }

    CountDownLatch deadOf(String build) {
        return dead.computeIfAbsent(build, id -> new CountDownLatch(1));
    }

    /// How often a line was logged.
    public long count(String line) {
        return log.stream().filter(line::equals).count();
    }

    public void awaitLine(String line) {
        eventually("line '" + line + "' in " + log, () -> log.contains(line));
    }

    public void eventually(String what, BooleanSupplier condition) {
        eventually(what, 60, condition);
    }

    public void eventually(String what, int seconds, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> what + " within " + seconds + " s; log: " + log)
                    .isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /// The pipeline `check`: independent, votes on Verified.
    public static PipelineRules check() {
        return pipeline("check", "independent", vote(0, false), vote(1, false), List.of(vote(-1, false)));
    }

    /// Mails of what fails.
    public static PipelineRules mailing() {
        Reporter mail = new Reporter(
                "outgoing",
                new LinkedHashMap<>(),
                false,
                false,
                Optional.of(new MailForm("dev@example.com", "", "")),
                "");
        return pipeline("check", "independent", vote(0, false), vote(1, false), List.of(vote(-1, false), mail));
    }

    /// Merges what succeeds.
    public static PipelineRules gate() {
        return pipeline("gate", "dependent", vote(0, false), vote(2, true), List.of(vote(-2, false)));
    }

    private static PipelineRules pipeline(
            String name, String manager, Reporter start, Reporter success, List<Reporter> failure) {
        Map<String, List<Reporter>> reporters = new LinkedHashMap<>();
        reporters.put("start", List.of(start));
        reporters.put("success", List.of(success));
        reporters.put("failure", failure);
        return new PipelineRules(
                "demo",
                name,
                manager,
                false,
                true,
                false,
                reporters,
                new LinkedHashMap<>(),
                "",
                WindowRules.UNLIMITED,
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "normal");
    }

    private static Reporter vote(int value, boolean submit) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        votes.put("Verified", value);
        return new Reporter("gerrit", votes, true, submit);
    }

    Collection<FakeJob> allJobs() {
        return jobs.values();
    }
}
