package dev.sluice.worker.wiring;

import dev.sluice.engine.queue.QueueView;
import dev.sluice.worker.api.ApiTenant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Which builds have images that a queue may still hand on: those of changes that stand in one, live or for others,
/// whatever their patch set.
final class NeededBuilds {

    /// A change of a tenant.
    record Owner(String tenant, int change) {}

    /// What is asked.
    interface Sources {
        Iterable<ApiTenant> tenants();

        /// Absent when the queue does not answer.
        Optional<QueueView> queue(String tenant, String pipeline);

        /// Whose build it is; absent for one that nobody recorded, or of a ref.
        Optional<Owner> owner(String build);
    }

    private final Sources sources;
    private final Predicate<String> open;

    /// @param open whether a build still runs
    NeededBuilds(Sources sources, Predicate<String> open) {
        this.sources = sources;
        this.open = open;
    }

    /// As it is now; absent when a tenant or a queue does not answer.
    Optional<Predicate<String>> now() {
        Set<Owner> queued = new LinkedHashSet<>();
        for (ApiTenant tenant : sources.tenants()) {
            if (tenant.layout().isEmpty()) {
                return Optional.empty();
            }
            for (String pipeline : tenant.pipelines()) {
                Optional<QueueView> queue = sources.queue(tenant.name(), pipeline);
                if (queue.isEmpty()) {
                    return Optional.empty();
                }
                queue.get().queues().stream()
                        .flatMap(line -> line.items().stream())
                        .flatMap(item -> change(item.subject()).stream())
                        .forEach(change -> queued.add(new Owner(tenant.name(), change)));
            }
        }
        return Optional.of(build -> open.test(build)
                || sources.owner(build).filter(queued::contains).isPresent());
    }

    /// The number in `12,3`; absent for a ref.
    private static Optional<Integer> change(String subject) {
        return subject.matches("[0-9]{1,9},[0-9]+")
                ? Optional.of(Integer.parseInt(subject.substring(0, subject.indexOf(','))))
                : Optional.empty();
    }
}
