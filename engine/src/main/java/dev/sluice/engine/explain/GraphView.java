package dev.sluice.engine.explain;

import dev.sluice.engine.jobgraph.Explanation;
import dev.sluice.engine.jobgraph.Frozen;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The job graph of one change: the jobs that run with their dependencies, those that do not, and why.
public final class GraphView {
    private GraphView() {}

    public static Map<String, Object> of(Frozen frozen) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("in-pipeline", frozen.projectInPipeline());
        view.put("fail-fast", frozen.failFast());
        view.put("jobs", frozen.jobs().stream().map(job -> job(frozen, job)).toList());
        view.put("not-run", notRun(frozen));
        view.put("why", about(frozen, ""));
        view.put("problems", frozen.problems().stream().map(Problem::oneLine).toList());
        return Collections.unmodifiableMap(view);
    }

    /// What was explained about a job, in order; about the whole graph for the empty name.
    public static List<String> about(Frozen frozen, String job) {
        return frozen.why().stream()
                .filter(each -> each.job().equals(job))
                .map(Explanation::text)
                .toList();
    }

    private static Map<String, Object> job(Frozen frozen, FrozenJob job) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", job.name());
        view.put("voting", job.voting());
        view.put("dependencies", JobView.dependencies(job));
        view.put("why", about(frozen, job.name()));
        return Collections.unmodifiableMap(view);
    }

    private static List<Map<String, Object>> notRun(Frozen frozen) {
        List<String> running = frozen.jobs().stream().map(FrozenJob::name).toList();
        List<String> names = new ArrayList<>();
        for (Explanation each : frozen.why()) {
            boolean known = each.job().isEmpty() || running.contains(each.job()) || names.contains(each.job());
            if (!known) {
                names.add(each.job());
            }
        }
        List<Map<String, Object>> views = new ArrayList<>();
        for (String name : names) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("name", name);
            view.put("why", about(frozen, name));
            views.add(Collections.unmodifiableMap(view));
        }
        return List.copyOf(views);
    }
}
