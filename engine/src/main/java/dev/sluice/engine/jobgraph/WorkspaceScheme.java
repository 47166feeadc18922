package dev.sluice.engine.jobgraph;

import dev.sluice.engine.change.Project;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Where a workspace has a project's sources (H2).
public enum WorkspaceScheme {
    /// `src/review.example.com/org/app`.
    GOLANG,
    /// `src/app`: two projects of that name do not fit into one workspace.
    FLAT,
    /// `src/review.example.com/org/org%2Fapp`: no project lies in another one.
    UNIQUE;

    /// The one that a job asks for.
    public static WorkspaceScheme of(FrozenJob job) {
        return job.workspaceScheme()
                .map(word -> valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(GOLANG);
    }

    /// Relative to the workspace.
    public String sourceDirectory(Project project) {
        String name = project.name();
        return switch (this) {
            case GOLANG -> "src/" + project.canonicalName();
            case FLAT -> "src/" + name.substring(name.lastIndexOf('/') + 1);
            case UNIQUE ->
                "src/" + project.hostname() + "/" + name.split("/", 2)[0] + "/"
                        + URLEncoder.encode(name, StandardCharsets.UTF_8);
        };
    }
}
