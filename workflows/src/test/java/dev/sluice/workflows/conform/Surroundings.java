package dev.sluice.workflows.conform;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.conform.ConformanceCase;
import dev.sluice.engine.conform.world.CaseTenant;
import dev.sluice.engine.conform.world.FakeExecutor;
import dev.sluice.engine.conform.world.FakeExecutor.Turn;
import dev.sluice.engine.conform.world.FakeGerrit;
import dev.sluice.engine.conform.world.FakeHistory;
import dev.sluice.engine.conform.world.Outcomes;
import dev.sluice.engine.jobgraph.JobNode;
import dev.sluice.workflows.port.TenantActivities.PrepareItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What the ports of a case share. Everything happens under its lock: activities run on threads of their own.
final class Surroundings {
    /// An attempt at an item, as it was prepared.
    ///
    /// @param owners for the jobs of a cycle: whom they run for
    record Attempt(PrepareItem request, List<JobNode> jobs, Map<String, Change> owners) {
        List<Subject> own() {
            return request.cycle().isEmpty() ? List.of(request.subject()) : List.copyOf(request.cycle());
        }

        List<Subject> all() {
            List<Subject> all = new ArrayList<>(request.ahead());
            all.addAll(own());
            return all;
        }

        Subject ownerOf(String job) {
            return owners.containsKey(job) ? owners.get(job) : request.subject();
        }
    }

    final FakeGerrit gerrit;
    final FakeExecutor executor;
    final FakeHistory history = new FakeHistory();
    final Outcomes outcomes = new Outcomes();
    final Map<String, Attempt> attempts = new LinkedHashMap<>();
    final Map<String, FakeExecutor.Build> builds = new LinkedHashMap<>();
    final Map<String, CompletableFuture<Turn>> running = new LinkedHashMap<>();
    CaseTenant tenant;
    int layouts;

    Surroundings(ConformanceCase played) {
        tenant = CaseTenant.of(played);
        gerrit = new FakeGerrit(CaseTenant.trees(played.repos()));
        executor = new FakeExecutor(played);
    }

    /// Lets builds go on.
    synchronized void take(List<Turn> turns) {
        for (Turn turn : turns) {
            Optional.ofNullable(running.get(build(turn))).ifPresent(waiting -> waiting.complete(turn));
        }
    }

    private static String build(Turn turn) {
        return switch (turn) {
            case Turn.Pauses pauses -> pauses.build().start().build();
            case Turn.Ends ends -> ends.build().start().build();
        };
    }

    /// How many builds are held.
    synchronized long held() {
        return running.values().stream().filter(build -> !build.isDone()).count();
    }

    Outcomes.Key key(String pipeline, Subject subject) {
        return new Outcomes.Key(gerrit.name(subject), pipeline);
    }

    Change change(ChangeKey key) {
        return gerrit.at(key);
    }

    static long now() {
        return System.currentTimeMillis();
    }
}
