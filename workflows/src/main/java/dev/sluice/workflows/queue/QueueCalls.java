package dev.sluice.workflows.queue;

import dev.sluice.engine.change.Change;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.queue.QueueAction;
import dev.sluice.engine.queue.QueueAction.CompareLanded;
import dev.sluice.engine.queue.QueueAction.LookUpArtifacts;
import dev.sluice.engine.queue.QueueAction.RecordBuildset;
import dev.sluice.engine.queue.QueueAction.Report;
import dev.sluice.engine.queue.QueueAction.SendMail;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueEvent.Reconfigured;
import dev.sluice.engine.queue.Seat;
import dev.sluice.engine.report.Mail;
import dev.sluice.engine.report.Review;
import dev.sluice.workflows.port.GerritActivities;
import dev.sluice.workflows.port.HistoryActivities;
import dev.sluice.workflows.port.HistoryActivities.ArtifactLookup;
import dev.sluice.workflows.port.HistoryActivities.BuildsetRecord;
import dev.sluice.workflows.port.HistoryActivities.FindArtifacts;
import dev.sluice.workflows.port.LandingActivities;
import dev.sluice.workflows.port.LandingActivities.Landing;
import dev.sluice.workflows.port.LandingActivities.Merged;
import dev.sluice.workflows.port.MailActivities;
import dev.sluice.workflows.port.TenantActivities;
import dev.sluice.workflows.port.TenantActivities.SeatsOf;
import dev.sluice.workflows.shell.ActivityChoices;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.PortFailure;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/// Calls of the outside world that the pipeline does not wait for; their answers come back as events.
///
/// Reports of one item go out strictly in order, since a late start report would take back the vote of the result.
final class QueueCalls {
    private static final Logger LOG = Workflow.getLogger(QueueCalls.class);
    private final QueueInput input;
    private final Inbox<QueueEvent> inbox;
    private final Defects defects;
    private final ActivityChoices choices;
    private final List<QueueAction> pending = new ArrayList<>();
    private final Map<String, List<Report>> reports = new LinkedHashMap<>();

    QueueCalls(QueueInput input, Inbox<QueueEvent> inbox, Defects defects) {
        this.input = input;
        this.inbox = inbox;
        this.defects = defects;
        choices = new ActivityChoices(input.timeouts());
    }

    void begin(LookUpArtifacts lookUp) {
        pending.add(lookUp);
        Promise<Void> _ = Async.procedure(this::lookUp, lookUp);
    }

    void begin(RecordBuildset end) {
        pending.add(end);
        Promise<Void> _ = Async.procedure(this::record, end);
    }

    void begin(SendMail send) {
        pending.add(send);
        Promise<Void> _ = Async.procedure(this::send, send);
    }

    void begin(CompareLanded compare) {
        pending.add(compare);
        Promise<Void> _ = Async.procedure(this::compare, compare);
    }

    void begin(Report report) {
        pending.add(report);
        List<Report> waiting = reports.computeIfAbsent(report.item(), item -> new ArrayList<>());
        waiting.add(report);
        if (waiting.size() == 1) {
            Promise<Void> _ = Async.procedure(this::reportAll, report.item(), waiting);
        }
    }

    List<QueueAction> pending() {
        return List.copyOf(pending);
    }

    private void reportAll(String item, List<Report> waiting) {
        while (!waiting.isEmpty()) {
            Report report = waiting.getFirst();
            boolean delivered = true;
            for (Review review : report.reviews()) {
                delivered &= report(report, review);
            }
            waiting.removeFirst();
            pending.remove(report);
            boolean merged = delivered && report.reviews().stream().anyMatch(Review::submit);
            inbox.add(new QueueEvent.Reported(report.item(), report.action(), delivered, merged, now()));
        }
        reports.remove(item);
    }

    private boolean report(Report report, Review review) {
        String summary = "Report " + report.action() + " on " + review.change().id() + " to " + review.connection();
        try {
            return Workflow.newActivityStub(GerritActivities.class, choices.report(summary))
                    .report(review);
        } catch (ActivityFailure refused) {
            LOG.error("not reported: {}", PortFailure.of(refused).message());
            return false;
        }
    }

    private void lookUp(LookUpArtifacts lookUp) {
        Change ahead = lookUp.ahead();
        FindArtifacts request = new FindArtifacts(
                lookUp.job(),
                input.rules().tenant(),
                input.rules().name(),
                ahead.project().canonicalName(),
                ahead.branch(),
                ahead.number(),
                ahead.patchset(),
                lookUp.requires());
        ArtifactLookup found;
        try {
            found = history("Look up artifacts of " + ahead.id()).findArtifacts(request);
        } catch (ActivityFailure refused) {
            found = new ArtifactLookup(
                    List.of(), Optional.of(PortFailure.of(refused).message()));
        }
        pending.remove(lookUp);
        inbox.add(new QueueEvent.ArtifactsFound(
                lookUp.buildset(), lookUp.job(), found.artifacts(), found.failure(), now()));
    }

    private void send(SendMail send) {
        Mail mail = send.mail();
        try {
            Workflow.newActivityStub(MailActivities.class, choices.mail("Mail: " + mail.subject()))
                    .send(mail);
        } catch (ActivityFailure refused) {
            LOG.error("not mailed: {}", PortFailure.of(refused).message());
            defects.add("Not mailed: " + PortFailure.of(refused).message());
        }
        pending.remove(send);
    }

    private void compare(CompareLanded compare) {
        try {
            Landing landing = Workflow.newActivityStub(
                            LandingActivities.class, choices.landing("Compare what landed with what was tested"))
                    .compareLanded(
                            compare.buildset(),
                            compare.changes().stream().map(Merged::of).toList());
            if (!landing.asTested()) {
                defects.add(landing.text());
            }
        } catch (ActivityFailure refused) {
            LOG.error("what landed is not compared: {}", PortFailure.of(refused).message());
        }
        pending.remove(compare);
    }

    private void record(RecordBuildset end) {
        BuildsetRecord row = new BuildsetRecord(
                end.buildset(),
                input.rules().tenant(),
                input.rules().name(),
                end.subject(),
                List.of(),
                "",
                end.result(),
                end.message(),
                now());
        try {
            history("Record " + end.subject().id() + ": " + end.result()).recordBuildset(row);
        } catch (ActivityFailure refused) {
            LOG.error("buildset not recorded: {}", PortFailure.of(refused).message());
        }
        pending.remove(end);
    }

    /// The same event, with where the pipeline's items line up now.
    Reconfigured seated(Reconfigured event, List<Subject> subjects) {
        SeatsOf request = new SeatsOf(
                input.rules().tenant(), event.layout(), input.rules().name(), subjects);
        try {
            List<Seat> seats = Workflow.newActivityStub(
                            TenantActivities.class, choices.tenant("Find queues in a new layout"))
                    .seats(request);
            return new Reconfigured(event.layout(), event.rules(), seats, event.atEpochMilli());
        } catch (ActivityFailure refused) {
            LOG.error(
                    "items stay in the queues they are in: {}",
                    PortFailure.of(refused).message());
            return event;
        }
    }

    private HistoryActivities history(String summary) {
        return Workflow.newActivityStub(HistoryActivities.class, choices.history(summary));
    }

    private static long now() {
        return Workflow.currentTimeMillis();
    }
}
