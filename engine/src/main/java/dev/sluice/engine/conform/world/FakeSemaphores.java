package dev.sluice.engine.conform.world;

import dev.sluice.engine.jobgraph.SemaphoreUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Semaphores of a tenant (C52): all or none, the older buildset first.
final class FakeSemaphores {
    /// @param order place of the buildset among all of the world
    record Request(String buildset, int order, String job, List<SemaphoreUse> semaphores) {}

    private final List<Request> waiting = new ArrayList<>();
    private final List<Request> holding = new ArrayList<>();

    void ask(Request request) {
        int at = 0;
        while (at < waiting.size() && waiting.get(at).order() <= request.order()) {
            at++;
        }
        waiting.add(at, request);
    }

    void release(String buildset, String job) {
        waiting.removeIf(
                request -> request.buildset().equals(buildset) && request.job().equals(job));
        holding.removeIf(
                request -> request.buildset().equals(buildset) && request.job().equals(job));
    }

    /// Grants what can be granted.
    List<Request> grant(CaseTenant tenant) {
        List<Request> granted = new ArrayList<>();
        for (Request request : List.copyOf(waiting)) {
            boolean free = request.semaphores().stream()
                    .allMatch(use -> holders().getOrDefault(use.name(), 0) < tenant.semaphoreMax(use.name()));
            if (free) {
                waiting.remove(request);
                holding.add(request);
                granted.add(request);
            }
        }
        return granted;
    }

    /// Name → number of holders.
    Map<String, Integer> holders() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        holding.forEach(request -> request.semaphores().forEach(use -> counts.merge(use.name(), 1, Integer::sum)));
        return counts;
    }
}
