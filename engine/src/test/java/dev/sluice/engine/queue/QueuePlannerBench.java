package dev.sluice.engine.queue;

import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetAction.JobProgress;
import dev.sluice.engine.buildset.BuildsetAction.JobState;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeStatus;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.queue.PipelineRules.Reporter;
import dev.sluice.engine.story.StoryJobs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Milliseconds for one event in a gate of 1,000 items with 20 jobs each; prints p50, p99 and the longest.
///
/// Usage: `QueuePlannerBench [items] [jobs] [events]`.
public final class QueuePlannerBench {
    private static final Project PROJECT = new Project("gerrit", "review.example.com", "p");

    private final QueuePlanner planner = new QueuePlanner();
    private final List<String> started = new ArrayList<>();
    private QueueState state;

    private QueuePlannerBench() {
        Map<String, List<Reporter>> reporters = new LinkedHashMap<>();
        reporters.put("success", List.of(new Reporter("gerrit", Map.of("Verified", 2), true, true)));
        state = planner.initial(
                new PipelineRules(
                        "t",
                        "gate",
                        "dependent",
                        false,
                        true,
                        false,
                        reporters,
                        Map.of(),
                        "",
                        WindowRules.UNLIMITED,
                        List.of(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        "normal"),
                "layout",
                "seed");
    }

    /// Prints the figures.
    public static void main(String[] args) {
        int items = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int jobs = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        int events = args.length > 2 ? Integer.parseInt(args[2]) : 4000;
        QueuePlannerBench bench = new QueuePlannerBench();
        long began = System.nanoTime();
        bench.fill(items, jobs);
        System.out.printf("fill %d items x %d jobs: %.1f s%n", items, jobs, (System.nanoTime() - began) / 1e9);
        bench.run(events, jobs);
        double[] times = bench.run(events, jobs);
        Arrays.sort(times);
        System.out.printf(
                "%d events: p50 %.3f ms, p99 %.3f ms, longest %.3f ms%n",
                events, times[events / 2], times[(int) (events * 0.99)], times[events - 1]);
        long failing = System.nanoTime();
        bench.apply(progress(bench.started.getFirst(), "job-0", BuildResult.FAILURE));
        System.out.printf("head fails, %d items start anew: %.3f ms%n", items - 1, (System.nanoTime() - failing) / 1e6);
    }

    private void fill(int items, int jobs) {
        List<JobNode> nodes = IntStream.range(0, jobs)
                .mapToObj(i -> StoryJobs.job("job-" + i))
                .toList();
        Place line = new Place("line", true, false);
        for (int i = 1; i <= items; i++) {
            QueuePlan plan =
                    apply(new QueueEvent.Enqueue(change(i), line, List.of(), false, false, Optional.empty(), i));
            for (QueueAction action : plan.actions()) {
                if (action instanceof QueueAction.StartBuildset start) {
                    started.add(start.buildset());
                    apply(new QueueEvent.BuildsetPrepared(start.buildset(), "g", nodes, true, List.of(), i));
                }
            }
        }
    }

    private double[] run(int events, int jobs) {
        double[] times = new double[events];
        for (int i = 0; i < events; i++) {
            String buildset = started.get((i * 7919) % started.size());
            QueueEvent event = progress(buildset, "job-" + i % (jobs - 1), BuildResult.SUCCESS);
            long began = System.nanoTime();
            apply(event);
            times[i] = (System.nanoTime() - began) / 1e6;
        }
        return times;
    }

    private QueuePlan apply(QueueEvent event) {
        QueuePlan plan = planner.plan(state, event);
        state = plan.next();
        return plan;
    }

    private static QueueEvent progress(String buildset, String job, BuildResult result) {
        return new QueueEvent.JobProgressed(
                buildset, new JobProgress(job, JobState.COMPLETE, "b", Optional.of(result), false, List.of()), 1);
    }

    private static Change change(int number) {
        return new Change(
                PROJECT,
                "master",
                number,
                1,
                "refs/changes/" + number,
                "c" + number,
                List.of(),
                "http://review/" + number,
                "message",
                "owner",
                "",
                ChangeStatus.NEW,
                false,
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
