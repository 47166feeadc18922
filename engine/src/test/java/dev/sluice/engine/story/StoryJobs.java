package dev.sluice.engine.story;

import dev.sluice.engine.jobgraph.JobDependency;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.engine.jobgraph.SemaphoreUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The jobs of stories.
public final class StoryJobs {
    private StoryJobs() {}

    /// As its line says, such as `unit`.
    public static JobNode job(String line) {
        return job(Words.of(line));
    }

    /// Lines such as `deploy needs=unit soft=lint nonvoting attempts=2 lock=l requires=img holds carried reporter`.
    static JobNode job(Words job) {
        List<JobDependency> edges = new ArrayList<>();
        job.list("needs").forEach(name -> edges.add(new JobDependency(name, false)));
        job.list("soft").forEach(name -> edges.add(new JobDependency(name, true)));
        return new JobNode(
                job.word(0),
                edges,
                !job.has("nonvoting"),
                job.has("holds"),
                Integer.parseInt(job.option("attempts").orElse("3")),
                job.list("provides"),
                job.list("requires"),
                job.list("lock").stream()
                        .map(name -> new SemaphoreUse(name, false))
                        .toList(),
                List.of(),
                job.has("noop"),
                Optional.empty(),
                Optional.empty(),
                job.has("reporter"));
    }
}
