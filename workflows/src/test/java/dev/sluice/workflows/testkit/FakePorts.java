package dev.sluice.workflows.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.autohold.EndedBuild;
import dev.sluice.engine.buildset.BuildResult;
import dev.sluice.engine.buildset.BuildsetEvent.CarriedResult;
import dev.sluice.engine.buildset.ReturnedData;
import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.event.TimerEvents;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.playbook.StepEnd;
import dev.sluice.engine.playbook.StepStatus;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.Seat;
import dev.sluice.engine.report.Mail;
import dev.sluice.engine.report.Review;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.port.ExecutorActivities;
import dev.sluice.workflows.port.FailureKind;
import dev.sluice.workflows.port.GerritActivities;
import dev.sluice.workflows.port.HistoryActivities;
import dev.sluice.workflows.port.LandingActivities;
import dev.sluice.workflows.port.MailActivities;
import dev.sluice.workflows.port.NodeActivities;
import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.port.TimerActivities;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The ports over a [FakeWorld].
final class FakePorts {
    private FakePorts() {}

    record Executor(FakeWorld world) implements ExecutorActivities {
        @Override
        public Workspace openWorkspace(OpenWorkspace request) {
            world.jobOfBuild.put(request.build(), request.job());
            world.log.add(request.job() + ": open");
            world.scriptOf(request.job() + "/open").call();
            FakeJob job = world.jobs.get(request.job());
            return new Workspace(
                    world.hostQueue,
                    "http://logs/" + request.build() + "/",
                    job.nodes,
                    job.playbooks,
                    job.outlines,
                    job.timeoutSeconds,
                    0);
        }

        @Override
        public StepEnd runStep(StepRequest request) {
            String job = world.jobOfBuild.get(request.build());
            PlaybookStep step = PlaybookStep.of(world.jobs.get(job), request);
            world.log.add(job + ": " + step.name());
            StepStatus status = world.scriptOf(job + "/" + step.name()).call();
            String message = status == StepStatus.FAILED ? step.name() + " failed" : "";
            return new StepEnd(request.run(), status, 0, message);
        }

        @Override
        public ReturnedData returned(String build) {
            ReturnedData nothing = ReturnedData.nothing();
            boolean pause = world.jobs.get(world.jobOfBuild.get(build)).pauses;
            return new ReturnedData(
                    nothing.data(),
                    nothing.sealedSecrets(),
                    nothing.artifacts(),
                    nothing.childJobs(),
                    pause,
                    nothing.retry(),
                    nothing.logUrl(),
                    nothing.warnings(),
                    nothing.fileComments());
        }

        @Override
        public void announce(String build, String line) {}

        @Override
        public void closeWorkspace(String build, String result) {
            world.log.add(world.jobOfBuild.get(build) + ": closed " + result);
        }
    }

    private record PlaybookStep(String name) {
        static PlaybookStep of(FakeJob job, ExecutorActivities.StepRequest request) {
            return new PlaybookStep(job.outlines
                    .get(request.playbook())
                    .plays()
                    .get(request.run().play())
                    .steps()
                    .get(Integer.parseInt(request.run().step()))
                    .name());
        }
    }

    record Nodes(FakeWorld world) implements NodeActivities {
        @Override
        public void provision(ProvisionNodes request) {
            world.log.add(request.job() + ": nodes");
            world.scriptOf(request.job() + "/nodes").call();
        }

        @Override
        public void hold(String build) {
            Script.heartbeatUntil(world.deadOf(build));
            throw Activity.wrap(
                    io.temporal.failure.ApplicationFailure.newNonRetryableFailure("the node died", "DEPENDENCY"));
        }

        @Override
        public void release(String build, EndedBuild ended) {
            world.log.add(world.jobOfBuild.get(build) + ": released");
            world.ended.add(ended);
        }
    }

    record History(FakeWorld world) implements HistoryActivities {
        @Override
        public void recordBuildset(BuildsetRecord row) {
            world.buildsets.add(row);
        }

        @Override
        public void recordBuild(BuildRecord row) {
            world.builds.add(row);
        }

        @Override
        public ArtifactLookup findArtifacts(FindArtifacts request) {
            return new ArtifactLookup(List.of(), Optional.empty());
        }

        @Override
        public List<CarriedResult> reusableResults(String buildset, String graph) {
            return world.builds.stream()
                    .filter(row -> row.buildset().equals(buildset)
                            && row.last()
                            && row.report().result() == BuildResult.SUCCESS)
                    .map(row ->
                            new CarriedResult(row.report().job(), row.report().build(), row.report(), row.returned()))
                    .toList();
        }
    }

    record Landings(FakeWorld world) implements LandingActivities {
        @Override
        public Landing compareLanded(String buildset, List<Merged> changes) {
            String first = changes.getFirst().change();
            world.log.add(first + ": landed");
            return new Landing(!world.landedOtherwise.contains(first), first + " landed otherwise. [LANDED-001]");
        }
    }

    record Mails(FakeWorld world) implements MailActivities {
        @Override
        public void send(Mail mail) {
            if (world.mailServerDown) {
                throw FailureKind.DEPENDENCY.failure("The mail server does not answer", null);
            }
            world.mails.add(mail);
        }
    }

    record Gerrit(FakeWorld world) implements GerritActivities {
        @Override
        public void streamEvents(String connection, List<String> tenants) {
            world.log.add("streaming to " + tenants);
            Script.heartbeatUntil(new CountDownLatch(1));
        }

        @Override
        public boolean report(Review review) {
            if (world.gerritDown) {
                throw FailureKind.DEPENDENCY.failure("Gerrit does not answer", null);
            }
            if (world.reviews.stream().noneMatch(known -> known.key().equals(review.key()))) {
                world.reviews.add(review);
            }
            return true;
        }
    }

    record Timers(FakeWorld world) implements TimerActivities {
        @Override
        public void alignTimers(AlignTimers request) {
            assertThat(request.before()).isEqualTo(world.scheduled);
            world.scheduled = request.wanted();
        }
    }

    record Tenant(FakeWorld world) implements TenantActivities {
        @Override
        public TenantSnapshot loadTenant(String tenant) {
            world.log.add("load " + world.layout);
            return new TenantSnapshot(tenant, world.layout, List.of(world.pipeline), List.of(), world.timers);
        }

        @Override
        public Routing routeEvent(String tenant, String layout, TriggerEvent event) {
            world.routed.add(event.key() + " with " + layout);
            if (event.type().equals("ref-updated")) {
                return new Routing(!layout.equals(world.layout), List.of());
            }
            if (TimerEvents.isOne(event)) {
                GitRef branch = new GitRef(Stories.APP, "refs/heads/master", "", "c0ffee", "");
                QueueEvent enqueue = QueueEvent.Enqueue.alone(branch, System.currentTimeMillis());
                return new Routing(false, List.of(new QueueCommand(event.ref(), enqueue)));
            }
            Change change = Stories.change(
                    event.change().orElseThrow().number(),
                    event.change().orElseThrow().patchset(),
                    world.files);
            long now = System.currentTimeMillis();
            QueueEvent enqueue = QueueEvent.Enqueue.alone(change, now);
            QueueEvent told = switch (event.type()) {
                case "change-abandoned" -> new QueueEvent.ChangeAbandoned(change, now);
                default -> new QueueEvent.PatchsetCreated(change, now);
            };
            return event.type().equals("patchset-created")
                    ? new Routing(
                            false,
                            List.of(
                                    new QueueCommand(world.pipeline.name(), told),
                                    new QueueCommand(world.pipeline.name(), enqueue)))
                    : new Routing(false, List.of(new QueueCommand("check", told)));
        }

        @Override
        public Asked enqueue(String tenant, String layout, EnqueueRequest request) {
            if (!request.project().equals("app")) {
                return new Asked(Optional.empty(), "There is no project '" + request.project() + "'.");
            }
            QueueEvent enqueue =
                    QueueEvent.Enqueue.alone(Stories.change(request.change(), 1), System.currentTimeMillis());
            return new Asked(Optional.of(new QueueCommand(request.pipeline(), enqueue)), "");
        }

        @Override
        public FoundJob findJob(String layout, String project, String job) {
            return project.equals("demo/app")
                    ? new FoundJob("review.example.com/demo/app", "", "")
                    : new FoundJob("", "There is no project '" + project + "'.", "");
        }

        @Override
        public List<String> compareLayouts(String before, String after) {
            return List.of(before + " → " + after);
        }

        @Override
        public List<Seat> seats(SeatsOf request) {
            return List.of();
        }

        @Override
        public Preparation prepareItem(PrepareItem request) {
            Subject subject = request.subject();
            world.log.add("prepare " + subject.id());
            if (subject instanceof Change change && world.refused.containsKey(change.number())) {
                return new Preparation.Refused(world.refused.get(change.number()), false);
            }
            return new Preparation.Prepared(
                    "graph-of-" + request.buildset(),
                    world.allJobs().stream().map(FakeJob::node).toList(),
                    true,
                    false,
                    List.of(),
                    Map.of(),
                    Map.of());
        }
    }
}
