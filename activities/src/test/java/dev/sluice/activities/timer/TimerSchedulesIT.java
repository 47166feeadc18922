package dev.sluice.activities.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.temporal.DevServer;
import dev.sluice.engine.config.CronTime;
import dev.sluice.engine.event.Firings;
import dev.sluice.workflows.json.SluiceDataConverter;
import dev.sluice.workflows.port.TimerActivities.AlignTimers;
import dev.sluice.workflows.port.TimerActivities.Firing;
import dev.sluice.workflows.port.TimerActivities.PipelineTimer;
import dev.sluice.workflows.timer.TimerWorkflow;
import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// Timers on a real Temporal server.
@EnabledIfEnvironmentVariable(
        named = "SLUICE_IT_TEMPORAL",
        matches = ".+",
        disabledReason = "SLUICE_IT_TEMPORAL names no Temporal server binary; './dev test' sets it")
final class TimerSchedulesIT {
    private static final PipelineTimer NIGHTLY = new PipelineTimer("nightly", 0, "0 2 * * mon-fri");
    private static final PipelineTimer SPARSE = new PipelineTimer("nightly", 1, "*/20 1,13 13 feb-dec/2 4 30");
    private static final BlockingQueue<String> FIRED = new LinkedBlockingQueue<>();

    private static DevServer server;
    private static ScheduleClient schedules;
    private static WorkflowClient workflows;

    /// Tells the test instead of a tenant.
    public static final class Telling implements TimerWorkflow {
        @Override
        public void run(Firing firing) {
            FIRED.add(Workflow.getInfo().getWorkflowId() + " " + firing);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        server = DevServer.start(System.getenv("SLUICE_IT_TEMPORAL"));
        schedules = ScheduleClient.newInstance(
                server.stubs(),
                ScheduleClientOptions.newBuilder()
                        .setDataConverter(SluiceDataConverter.create())
                        .build());
        workflows = WorkflowClient.newInstance(
                server.stubs(),
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(SluiceDataConverter.create())
                        .build());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TimerSchedules timers() {
        return new TimerSchedules(schedules, "timers");
    }

    private static ScheduleDescription described(String id) {
        return schedules.getHandle(id).describe();
    }

    private static boolean isThere(String id) {
        try {
            return described(id).getId().equals(id);
        } catch (ScheduleException gone) {
            assertThat(Status.fromThrowable(gone).getCode()).isEqualTo(Status.Code.NOT_FOUND);
            return false;
        }
    }

    private static List<String> listed(String prefix) {
        return schedules
                .listSchedules()
                .map(ScheduleListDescription::getScheduleId)
                .filter(id -> id.startsWith(prefix))
                .sorted()
                .toList();
    }

    private static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static void firesAsTheRulesSay(String id, PipelineTimer timer) {
        CronTime time = CronTime.parse(timer.time()).orElseThrow();
        List<Instant> promised = described(id).getInfo().getNextActionTimes();
        assertThat(promised).hasSizeGreaterThan(3);
        List<Instant> expected = new ArrayList<>();
        long after = promised.getFirst().getEpochSecond() - 1;
        for (Instant _ : promised) {
            after = Firings.next(time, after).orElseThrow();
            expected.add(Instant.ofEpochSecond(after));
        }
        assertThat(promised).isEqualTo(expected);
    }

    @Test
    void theServerPromisesTheFiringsThatTheRulesHave() {
        timers().alignTimers(new AlignTimers("rules", List.of(), List.of(NIGHTLY, SPARSE)));

        firesAsTheRulesSay("timer/rules/nightly/0", NIGHTLY);
        firesAsTheRulesSay("timer/rules/nightly/1", SPARSE);
    }

    @Test
    void removingATimerRemovesItsScheduleAndDoingItTwiceChangesNothing() {
        AlignTimers both = new AlignTimers("align", List.of(), List.of(NIGHTLY, SPARSE));
        timers().alignTimers(both);
        timers().alignTimers(both);
        assertThat(isThere("timer/align/nightly/1")).isTrue();

        AlignTimers fewer = new AlignTimers("align", both.wanted(), List.of(NIGHTLY));
        timers().alignTimers(fewer);
        timers().alignTimers(fewer);

        assertThat(isThere("timer/align/nightly/0")).isTrue();
        assertThat(isThere("timer/align/nightly/1")).isFalse();
    }

    @Test
    void removesWhatOnlyTheServerKnowsOf() {
        timers().alignTimers(new AlignTimers("listed", List.of(), List.of(NIGHTLY, SPARSE)));
        await("both are listed", () -> listed("timer/listed/").size() == 2);

        timers().alignTimers(new AlignTimers("listed", List.of(), List.of(NIGHTLY)));

        assertThat(isThere("timer/listed/nightly/1")).isFalse();
    }

    @Test
    void aChangedTimerFiresAtItsNewTimesAndStaysPaused() {
        PipelineTimer changed = new PipelineTimer("nightly", 0, SPARSE.time());
        timers().alignTimers(new AlignTimers("paused", List.of(), List.of(NIGHTLY)));
        schedules.getHandle("timer/paused/nightly/0").pause("no nights this week");

        timers().alignTimers(new AlignTimers("paused", List.of(NIGHTLY), List.of(changed)));

        firesAsTheRulesSay("timer/paused/nightly/0", changed);
        assertThat(described("timer/paused/nightly/0").getSchedule().getState().isPaused())
                .isTrue();
    }

    @Test
    void theTimersOfADeletedTenantGo() {
        timers().alignTimers(new AlignTimers("kept", List.of(), List.of(NIGHTLY)));
        timers().alignTimers(new AlignTimers("gone", List.of(), List.of(NIGHTLY)));
        await(
                "both are listed",
                () -> listed("timer/kept/").size() + listed("timer/gone/").size() == 2);

        timers().keepTenants(List.of("rules", "align", "listed", "paused", "kept", "fires"));

        assertThat(isThere("timer/kept/nightly/0")).isTrue();
        assertThat(isThere("timer/gone/nightly/0")).isFalse();
    }

    @Test
    void aDueTimerStartsItsWorkflowOnceASecond() throws InterruptedException {
        WorkerFactory factory = WorkerFactory.newInstance(workflows);
        factory.newWorker("timers").registerWorkflowImplementationTypes(Telling.class);
        factory.start();
        PipelineTimer often = new PipelineTimer("pulse", 0, "* * * * * *");
        try {
            timers().alignTimers(new AlignTimers("fires", List.of(), List.of(often)));

            String first = FIRED.poll(60, TimeUnit.SECONDS);
            String second = FIRED.poll(60, TimeUnit.SECONDS);

            assertThat(first)
                    .startsWith("timer/fires/pulse/0-2")
                    .endsWith(new Firing("fires", "pulse", "* * * * * *").toString());
            assertThat(second).startsWith("timer/fires/pulse/0-2").isNotEqualTo(first);
        } finally {
            timers().alignTimers(new AlignTimers("fires", List.of(often), List.of()));
            factory.shutdownNow();
        }
    }
}
