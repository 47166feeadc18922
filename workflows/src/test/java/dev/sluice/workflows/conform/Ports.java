package dev.sluice.workflows.conform;

import dev.sluice.engine.buildset.BuildReport;
import dev.sluice.engine.buildset.BuildsetEvent.CarriedResult;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.ChangeKey;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.config.Pipeline;
import dev.sluice.engine.conform.world.FakeHistory;
import dev.sluice.engine.conform.world.Prepared;
import dev.sluice.engine.conform.world.Told;
import dev.sluice.engine.event.EngineEvents;
import dev.sluice.engine.event.Enqueues;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.jobgraph.FrozenJob;
import dev.sluice.engine.jobgraph.SemaphoreUse;
import dev.sluice.engine.queue.Seat;
import dev.sluice.engine.report.Review;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.port.GerritActivities;
import dev.sluice.workflows.port.HistoryActivities;
import dev.sluice.workflows.port.LandingActivities;
import dev.sluice.workflows.port.TenantActivities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The ports of tenants, Gerrit and the history, over the surroundings of a case.
final class Ports {
    private Ports() {}

    record Tenant(Surroundings around) implements TenantActivities {
        @Override
        public TenantSnapshot loadTenant(String name) {
            synchronized (around) {
                around.tenant = around.tenant.reloaded(around.gerrit.tips());
                return new TenantSnapshot(
                        name,
                        "layout-" + around.layouts++,
                        around.tenant.pipelines().stream()
                                .map(one -> one.rules(around.tenant.definition(), around.tenant.pipelines()))
                                .toList(),
                        List.of(),
                        List.of());
            }
        }

        @Override
        public Routing routeEvent(String name, String layout, TriggerEvent event) {
            synchronized (around) {
                Subject subject = subject(event);
                List<Told> told = event.type().equals(EngineEvents.ENQUEUE_AGAIN)
                        ? List.of(Told.enqueue(
                                around.tenant, around.gerrit, event.ref(), subject, true, Surroundings.now()))
                        : Told.of(around.tenant, around.gerrit, event, subject, Surroundings.now());
                return new Routing(
                        false,
                        told.stream()
                                .map(one -> new QueueCommand(one.pipeline(), one.event()))
                                .toList());
            }
        }

        @Override
        public Asked enqueue(String name, String layout, EnqueueRequest request) {
            throw new UnsupportedOperationException("cases tell queues what operators want");
        }

        @Override
        public FoundJob findJob(String layout, String project, String job) {
            throw new UnsupportedOperationException("no case asks for a job");
        }

        @Override
        public List<String> compareLayouts(String before, String after) {
            throw new UnsupportedOperationException("no case asks what changed");
        }

        private Subject subject(TriggerEvent event) {
            return event.change()
                    .<Subject>map(around::change)
                    .orElseGet(() ->
                            new GitRef(event.project(), event.ref(), event.oldRevision(), event.newRevision(), ""));
        }

        @Override
        public List<Seat> seats(SeatsOf request) {
            synchronized (around) {
                Pipeline pipeline = around.tenant.layout().pipelines().get(request.pipeline());
                return Enqueues.seats(around.tenant.layout(), pipeline, request.subjects());
            }
        }

        @Override
        public Preparation prepareItem(PrepareItem request) {
            synchronized (around) {
                around.outcomes.started(around.key(request.pipeline(), request.subject()));
                return switch (Prepared.of(
                        around.tenant,
                        around.gerrit,
                        request.pipeline(),
                        request.ahead(),
                        request.subject(),
                        request.cycle())) {
                    case Prepared.Conflict(List<String> paths) -> new Preparation.Conflict("", paths);
                    case Prepared.Refused refused -> new Preparation.Refused(refused.problems(), false);
                    case Prepared.Ready ready -> ready(request, ready);
                };
            }
        }

        private Preparation ready(PrepareItem request, Prepared.Ready ready) {
            ready.frozen().forEach((own, frozen) -> around.outcomes.froze(around.key(request.pipeline(), own), frozen));
            var jobs = ready.jobs().stream().map(FrozenJob::node).toList();
            Map<String, Change> owners = new LinkedHashMap<>();
            ready.owners().forEach((job, changes) -> owners.put(job, changes.getFirst()));
            around.attempts.put(request.buildset(), new Surroundings.Attempt(request, jobs, owners));
            Map<String, Integer> semaphores = new LinkedHashMap<>();
            jobs.stream()
                    .flatMap(job -> job.semaphores().stream())
                    .map(SemaphoreUse::name)
                    .forEach(name -> semaphores.put(name, around.tenant.semaphoreMax(name)));
            return new Preparation.Prepared(
                    request.buildset(),
                    jobs,
                    ready.projectInPipeline(),
                    ready.failFast(),
                    ready.warnings(),
                    semaphores,
                    owners);
        }
    }

    /// @param keys of reviews that were taken: one that is sent again changes nothing
    record Gerrit(Surroundings around, Set<String> keys) implements GerritActivities {
        Gerrit(Surroundings around) {
            this(around, new LinkedHashSet<>());
        }

        @Override
        public void streamEvents(String connection, List<String> tenants) {
            throw new UnsupportedOperationException("a case sends its events itself");
        }

        @Override
        public boolean report(Review review) {
            synchronized (around) {
                return keys.add(review.key())
                        ? around.gerrit.take(review, Surroundings.now() / 1000)
                        : around.gerrit.isMerged(review.change()) || !review.submit();
            }
        }
    }

    /// The fake Gerrit has no trees.
    record Landings() implements LandingActivities {
        @Override
        public Landing compareLanded(String buildset, List<Merged> changes) {
            return new Landing(true, "");
        }
    }

    /// @param ended of each buildset: last tries of its jobs
    record History(Surroundings around, Map<String, List<BuildReport>> ended) implements HistoryActivities {
        History(Surroundings around) {
            this(around, new LinkedHashMap<>());
        }

        @Override
        public void recordBuildset(BuildsetRecord row) {
            synchronized (around) {
                if (!row.result().isEmpty()) {
                    around.outcomes.result(around.key(row.pipeline(), row.subject()), row.result());
                }
            }
        }

        @Override
        public void recordBuild(BuildRecord row) {
            synchronized (around) {
                Surroundings.Attempt attempt = around.attempts.get(row.buildset());
                if (!row.last() || attempt == null) {
                    return;
                }
                Subject owner = attempt.ownerOf(row.report().job());
                List<BuildReport> all = ended.computeIfAbsent(row.buildset(), _ -> new ArrayList<>());
                all.add(row.report());
                attempt.own()
                        .forEach(own -> around.outcomes.ended(
                                around.key(attempt.request().pipeline(), own), all));
                if (owner instanceof Change change) {
                    List<String> provides = attempt.jobs().stream()
                            .filter(job -> job.name().equals(row.report().job()))
                            .flatMap(job -> job.provides().stream())
                            .toList();
                    around.history.add(new FakeHistory.Entry(
                            attempt.request().pipeline(), row.buildset(), change, provides, row.report()));
                }
            }
        }

        @Override
        public ArtifactLookup findArtifacts(FindArtifacts request) {
            synchronized (around) {
                Change change = around.change(new ChangeKey("gerrit", request.change(), request.patchset()));
                FakeHistory.Answer answer =
                        around.history.find(request.pipeline(), change, request.job(), request.requires());
                return new ArtifactLookup(answer.artifacts(), answer.failure());
            }
        }

        @Override
        public List<CarriedResult> reusableResults(String buildset, String graph) {
            return List.of();
        }
    }

    static Optional<String> ref(Subject subject) {
        return subject instanceof GitRef ref ? Optional.of(ref.ref()) : Optional.empty();
    }
}
