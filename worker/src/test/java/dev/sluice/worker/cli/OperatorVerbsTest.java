package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.autohold.Autoholds;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.problem.Place;
import dev.sluice.engine.problem.Problem;
import dev.sluice.engine.problem.Severity;
import dev.sluice.engine.queue.QueueEvent;
import dev.sluice.engine.queue.QueueEvent.Enqueue;
import dev.sluice.worker.api.ApiAutohold;
import dev.sluice.worker.api.ApiTenant;
import dev.sluice.worker.cli.OperatorSite.Said;
import dev.sluice.workflows.port.AutoholdRequest;
import dev.sluice.workflows.port.EnqueueRequest;
import dev.sluice.workflows.queue.QueueEvents;
import dev.sluice.workflows.queue.QueueInput;
import dev.sluice.workflows.queue.QueueStatus;
import dev.sluice.workflows.queue.QueueWorkflow;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Refusal;
import dev.sluice.workflows.shell.Timeouts;
import dev.sluice.workflows.tenant.HoldRequest;
import dev.sluice.workflows.tenant.Reconfiguration;
import dev.sluice.workflows.tenant.TenantInput;
import dev.sluice.workflows.tenant.TenantView;
import dev.sluice.workflows.tenant.TenantWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.workflow.Workflow;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Operators' commands: what reaches the workflows, what is printed, and how they end.
final class OperatorVerbsTest {
    private static final String APP = "--project=org/app";
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private static Path logs;

    private static OperatorSite site;

    @BeforeAll
    static void start() {
        site = new OperatorSite(logs, AnsweringTenant.class, AnsweringQueue.class);
        Timeouts timeouts = Timeouts.standard();
        TenantWorkflow tenant =
                site.client().newWorkflowStub(TenantWorkflow.class, OperatorSite.options(Ids.tenant("demo")));
        WorkflowClient.start(tenant::run, TenantInput.fresh("demo", "", timeouts));
        QueueWorkflow check =
                site.client().newWorkflowStub(QueueWorkflow.class, OperatorSite.options(Ids.queue("demo", "check")));
        WorkflowClient.start(check::run, new QueueInput(null, "layout-1", "", Optional.empty(), timeouts));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void enqueuesAChangeAtItsNewestPatchSetOrAtOneThatIsNamed() {
        assertThat(site.say("enqueue", "--pipeline", "check", APP, "12").out())
                .isEqualTo(said(new EnqueueRequest("check", "org/app", 12, 0, "", "", "")));
        assertThat(site.say("enqueue", "--pipeline", "check", APP, "12,3").out())
                .isEqualTo(said(new EnqueueRequest("check", "org/app", 12, 3, "", "", "")));
    }

    @Test
    void enqueuesARef() {
        Said said = site.say("enqueue-ref", "--pipeline", "check", APP, "--newrev", COMMIT, "refs/tags/1.0");

        assertThat(said.out())
                .isEqualTo(said(new EnqueueRequest("check", "org/app", 0, 0, "refs/tags/1.0", "", COMMIT)));
        assertThat(said.exit()).isZero();
    }

    @Test
    void takesOutAndBringsForward() {
        assertThat(site.say("dequeue", "--pipeline", "check", APP, "12,3").out())
                .isEqualTo("12,3 of org/app is out\n");
        assertThat(site.say("promote", "--tenant", "demo", "--pipeline", "check", "14,1", "12,3")
                        .out())
                .isEqualTo("[14,1, 12,3] lead\n");
    }

    @Test
    void answersInJson() {
        assertThat(site.say("dequeue", "--json", "--pipeline", "check", APP, "12,3")
                        .out())
                .isEqualTo("{\"message\":\"12,3 of org/app is out\"}\n");
    }

    @Test
    void showsAWorkflowsRefusalWithItsCodeAndFails() {
        Said said = site.say("dequeue", "--pipeline", "check", APP, "99,1");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.error()).isEqualTo("'99,1' is not in line. [DEQUEUE-001]\n");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void guessesWhichTenantOrPipelineWasMeant() {
        assertThat(site.say("promote", "--tenant", "dmeo", "--pipeline", "check", "1,1"))
                .isEqualTo(new Said(1, "", "There is no tenant 'dmeo'. Did you mean 'demo'? This site has: demo.\n"));
        assertThat(site.say("dequeue", "--pipeline", "chekc", APP, "1,1"))
                .isEqualTo(new Said(
                        1, "", "Tenant 'demo' has no pipeline 'chekc'. Did you mean 'check'? It has: check, gate.\n"));
    }

    @Test
    void saysThatNothingEverEnteredAPipeline() {
        assertThat(site.say("promote", "--pipeline", "gate", "1,1"))
                .isEqualTo(new Said(1, "", "Nothing is in pipeline 'gate': nothing has ever entered it.\n"));
    }

    @Test
    void refusesWhatIsNoChangeOrRefBeforeAskingAnybody() {
        assertThat(site.say("enqueue", "--pipeline", "check", APP, "I0123").error())
                .contains("'I0123' is no change. Write its number, such as 12, or 12,3");
        assertThat(site.say("enqueue-ref", "--pipeline", "check", APP, "master").error())
                .contains("Write 'refs/heads/master' for a branch.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enqueue", "enqueue-ref", "dequeue", "promote"})
    void showsExamples(String verb) {
        assertThat(site.say(verb, "--help").out()).contains("Examples:\n  sluice " + verb + " --pipeline ");
        assertThat(site.say(verb, "1,1").error()).contains("Missing required option", "--pipeline");
    }

    @Test
    void tellsWhatANewLayoutBroughtAndFailsWhenItHasErrors() {
        Said said = site.say("reconfigure");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out())
                .startsWith("Layout layout-2 is in force:\n  new job 'x'\n  ! ")
                .contains("zuul.yaml:3:7", "Job 'tset' is not defined.");
        assertThat(site.say("reconfigure", "--json").out())
                .startsWith("{\"layout\":\"layout-2\",\"changes\":[\"new job 'x'\"],\"problems\":[");
    }

    @Test
    void pausesAndResumesEvents() {
        assertThat(site.say("pause-events", "--reason", "an upgrade").out()).isEqualTo("paused: an upgrade\n");
        assertThat(site.say("resume-events").out()).isEqualTo("resumed\n");
        assertThat(site.say("pause-events").error()).contains("Missing required option: '--reason=TEXT'");
    }

    @Test
    void statusShowsAPause() {
        List<ApiTenant> running = site.tenants();
        site.answers.put(
                "tenants",
                List.of(new ApiTenant("demo", "layout-1", List.of(), List.of(), "an upgrade", 1_700_000_000_000L, 3)));
        site.answers.put("status", Optional.of(List.of()));

        assertThat(site.say("status").out())
                .contains("‖ events are paused since 2023-11-14T22:13:20Z, 3 kept: an upgrade");

        site.answers.put("tenants", running);
    }

    @Test
    void autoholdsAnyRefAChangeOrRefs() {
        assertThat(site.say("autohold", APP, "--job=unit", "--reason=why").out())
                .isEqualTo("taken: " + new AutoholdRequest("org/app", "unit", ".*", "why", 1, 86_400) + "\n");
        assertThat(site.say("autohold", APP, "--job=unit", "--reason=why", "--change=7", "--count=2")
                        .out())
                .contains("refFilter=refs/changes/07/7/.*,", "count=2");
        assertThat(site.say("autohold", APP, "--job=unit", "--reason=why", "--ref-filter=refs/tags/.*")
                        .out())
                .contains("refFilter=refs/tags/.*,");
        assertThat(site.say("autohold", APP, "--job=unit", "--reason=why", "--ref=x", "--change=7"))
                .isEqualTo(new Said(1, "", "Name a change with --change or refs with --ref-filter, not both.\n"));
        assertThat(site.say("autohold-delete", "0000000001").out()).isEqualTo("0000000001 is deleted\n");
    }

    @Test
    void listsAutoholdsAndTellsHowToLookIntoANode() {
        site.answers.put(
                "autoholds",
                Optional.of(List.of(new ApiAutohold(
                        "0000000001",
                        "demo",
                        "review.example.com/org/app",
                        "unit",
                        ".*",
                        2,
                        1,
                        3_600,
                        "why",
                        List.of(new ApiAutohold.Held(
                                "b1", "host-1", List.of("sluice-b1-node"), 1_700_000_000_000L))))));

        assertThat(site.say("autohold-list").out())
                .isEqualTo("0000000001  review.example.com/org/app  unit  .*  1/2  why\n");
        assertThat(site.say("autohold-info", "0000000001").out())
                .contains("Max count: 2\nCurrent count: 1\n")
                .endsWith("""
                        Held build: b1 on host-1 until 2023-11-14T22:13:20Z
                          docker exec -it sluice-b1-node sh
                        """);
        assertThat(site.say("autohold-info", "--json", "0000000001").out()).contains("\"nodes\":[\"sluice-b1-node\"]");
        assertThat(site.say("autohold-info", "1").error()).startsWith("There is no autohold '1'.");
    }

    private static String said(EnqueueRequest request) {
        return "taken: " + request + "\n";
    }

    public static final class AnsweringTenant implements TenantWorkflow {
        @Override
        public void run(TenantInput input) {
            Workflow.await(() -> false);
        }

        @Override
        public void event(TriggerEvent event) {}

        @Override
        public void reconfigure() {}

        @Override
        public String enqueue(EnqueueRequest request) {
            return "taken: " + request;
        }

        @Override
        public void checkEnqueue(EnqueueRequest request) {}

        @Override
        public Reconfiguration tenantReconfigure() {
            Problem problem = new Problem(
                    "CONFIG-012",
                    Severity.ERROR,
                    "Job Not Defined Error",
                    Place.file("zuul.yaml", 3, 7),
                    "",
                    "Job 'tset' is not defined.",
                    "");
            return new Reconfiguration("layout-2", List.of("new job 'x'"), List.of(problem));
        }

        @Override
        public String pauseEvents(String reason) {
            return "paused: " + reason;
        }

        @Override
        public void checkPauseEvents(String reason) {}

        @Override
        public String resumeEvents() {
            return "resumed";
        }

        @Override
        public void checkResumeEvents() {}

        @Override
        public String autohold(AutoholdRequest request) {
            return "taken: " + request;
        }

        @Override
        public void checkAutohold(AutoholdRequest request) {}

        @Override
        public String autoholdDelete(String id) {
            return id + " is deleted";
        }

        @Override
        public void checkAutoholdDelete(String id) {}

        @Override
        public String hold(HoldRequest request) {
            return "";
        }

        @Override
        public void checkHold(HoldRequest request) {}

        @Override
        public Autoholds autoholds() {
            return Autoholds.none();
        }

        @Override
        public TenantView snapshot() {
            throw new IllegalStateException("nobody asks");
        }
    }

    public static final class AnsweringQueue implements QueueWorkflow {
        @Override
        public void run(QueueInput input) {
            Workflow.await(() -> false);
        }

        @Override
        public void event(QueueEvent event) {}

        @Override
        public void events(QueueEvents events) {}

        @Override
        public String enqueue(Enqueue enqueue) {
            return "";
        }

        @Override
        public String dequeue(DequeueRequest request) {
            return request.subject() + " of " + request.project() + " is out";
        }

        @Override
        public void checkDequeue(DequeueRequest request) {
            if (request.subject().equals("99,1")) {
                throw Refusal.of("DEQUEUE-001", "'99,1' is not in line.");
            }
        }

        @Override
        public String promote(PromoteRequest request) {
            return request.subjects() + " lead";
        }

        @Override
        public void checkPromote(PromoteRequest request) {}

        @Override
        public String rerun(RerunRequest request) {
            return "";
        }

        @Override
        public void checkRerun(RerunRequest request) {}

        @Override
        public QueueStatus view() {
            throw new IllegalStateException("nobody asks");
        }
    }
}
