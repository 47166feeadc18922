package dev.sluice.activities.config;

import dev.sluice.activities.contract.Changes;
import dev.sluice.activities.contract.ProjectTrees;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Project;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Layout;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.config.TenantDefinition;
import dev.sluice.engine.problem.Suggestions;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.port.TenantActivities.Asked;
import dev.sluice.workflows.port.TenantActivities.FoundJob;
import dev.sluice.workflows.port.TenantActivities.QueueCommand;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// What operators ask for by name: found in a layout and at its connections, or refused with what there is.
final class OperatorRequests {
    private static final String HEADS = "refs/heads/";

    private final Layout layout;
    private final EventRouting routing;
    private final Changes changes;
    private final ProjectTrees trees;

    OperatorRequests(Layout layout, EventRouting routing, Changes changes, ProjectTrees trees) {
        this.layout = layout;
        this.routing = routing;
        this.changes = changes;
        this.trees = trees;
    }

    /// Triggers and requirements do not count (F80).
    Asked enqueue(EnqueueRequest request) {
        List<Project> projects = layout.tenant().named(request.project());
        if (projects.size() != 1) {
            return refused(notOne(layout.tenant(), request.project(), projects));
        }
        Optional<Pipeline> pipeline = Optional.ofNullable(layout.pipelines().get(request.pipeline()));
        if (pipeline.isEmpty()) {
            return refused("Pipeline '" + request.pipeline() + "' has just left the configuration.");
        }
        Project project = projects.getFirst();
        return (request.ref().isEmpty() ? change(project, request) : ref(project, request))
                .map(subject -> routing.enqueue(pipeline.get(), subject, true, event()))
                .map(event -> new Asked(Optional.of(new QueueCommand(request.pipeline(), event)), ""))
                .orElseGet(() -> refused(missing(project, request)));
    }

    FoundJob job(String project, String job) {
        List<Project> projects = layout.tenant().named(project);
        if (projects.size() != 1) {
            return new FoundJob("", notOne(layout.tenant(), project, projects), "");
        }
        // A change may bring a job that is not in force yet.
        String warning = layout.hasJob(job)
                ? ""
                : "No job '" + job + "' is in force now. "
                        + Suggestions.didYouMean(job, layout.jobs().keySet());
        return new FoundJob(projects.getFirst().canonicalName(), "", warning.strip());
    }

    private static String notOne(TenantDefinition tenant, String asked, List<Project> found) {
        if (!found.isEmpty()) {
            return "'" + asked + "' names several projects. Use one of: "
                    + found.stream().map(Project::canonicalName).collect(Collectors.joining(", ")) + ".";
        }
        List<String> names = tenant.projectNames();
        String meant = Suggestions.didYouMean(asked, names);
        return "There is no project '" + asked + "' in tenant '" + tenant.name() + "'. "
                + (meant.isEmpty() ? "Known: " + String.join(", ", names) + "." : meant);
    }

    private Optional<Subject> change(Project project, EnqueueRequest request) {
        return changes.read(project.connection(), request.change(), request.patchset())
                .filter(change -> change.project().equals(project))
                .map(change -> change);
    }

    /// A branch as it is now, unless the request names the commit.
    private Optional<Subject> ref(Project project, EnqueueRequest request) {
        Optional<String> commit = request.newRevision().isEmpty()
                ? branch(request.ref()).map(trees.branches(project)::get)
                : Optional.of(request.newRevision());
        return commit.map(revision -> new GitRef(project, request.ref(), request.oldRevision(), revision, ""));
    }

    private static Optional<String> branch(String ref) {
        return ref.startsWith(HEADS) ? Optional.of(ref.substring(HEADS.length())) : Optional.empty();
    }

    private String missing(Project project, EnqueueRequest request) {
        if (request.ref().isEmpty()) {
            return "Project '" + project.name() + "' has no change " + request.what()
                    + ". Look its number up in Gerrit.";
        }
        if (branch(request.ref()).isEmpty()) {
            return "'" + request.ref() + "' is no branch: name its commit with --newrev.";
        }
        List<String> branches = trees.branches(project).keySet().stream()
                .map(name -> HEADS + name)
                .toList();
        String meant = Suggestions.didYouMean(request.ref(), branches);
        return "Project '" + project.name() + "' has no branch '" + request.ref() + "'. "
                + (meant.isEmpty() ? "Known: " + String.join(", ", branches) + "." : meant);
    }

    private static Asked refused(String message) {
        return new Asked(Optional.empty(), message);
    }

    /// What an operator asks for is an event of its own.
    private static String event() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
