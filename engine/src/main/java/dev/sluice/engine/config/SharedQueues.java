package dev.sluice.engine.config;

import dev.sluice.engine.change.Project;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which shared queue a project's branch lines up in (A52, A61, F39).
final class SharedQueues {

    /// A stanza or template of the project that names a queue.
    private record Naming(String queue, List<BranchMatcher> branches) {}

    private SharedQueues() {}

    /// A queue that branches are assigned to goes before the project's own one. The first value seen wins.
    static Optional<String> of(Layout layout, Project project, String branch) {
        List<Naming> namings = layout.project(project).stream()
                .flatMap(entry -> namings(layout, entry))
                .filter(naming -> !naming.queue().isEmpty())
                .toList();
        RefView ref = RefView.branch(branch);
        return namings.stream()
                .filter(naming -> isAssigned(layout, naming) && BranchMatcher.any(naming.branches(), ref))
                .findFirst()
                .or(() -> namings.stream()
                        .filter(naming -> !isAssigned(layout, naming))
                        .findFirst())
                .map(Naming::queue);
    }

    private static Stream<Naming> namings(Layout layout, ProjectEntry entry) {
        return Stream.concat(
                Stream.of(new Naming(entry.stanza().queue(), entry.branches())),
                entry.stanza().templates().stream()
                        .flatMap(name -> layout.templates().getOrDefault(name, List.of()).stream())
                        .map(template -> new Naming(template.queue(), template.branches())));
    }

    private static boolean isAssigned(Layout layout, Naming naming) {
        QueueDefinition queue = layout.queues().get(naming.queue());
        return queue != null && queue.type() == QueueDefinition.Type.BRANCH_ASSIGNED;
    }
}
