package dev.sluice.worker.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public final class CallsShowThatTheyLiveTest {
    private final CallsShowThatTheyLive heartbeats = new CallsShowThatTheyLive();
    private final TestActivityEnvironment temporal =
            TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                            .setWorkerInterceptors(heartbeats)
                            .build())
                    .build());
    private final BlockingQueue<String> beats = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        temporal.close();
        heartbeats.close();
    }

    @Test
    void aCallBeatsWhileItRunsAndRepeatsWhatItSaid() {
        Call call = calling(Duration.ofMinutes(2), () -> {
            assertThat(nextBeat()).isEqualTo("");
            Activity.getExecutionContext().heartbeat("half");
            assertThat(nextBeat()).isEqualTo("half");
            assertThat(nextBeat()).isEqualTo("half");
        });

        call.run();
    }

    @Test
    void aRetryRepeatsWhatTheAttemptBeforeItSaid() {
        temporal.setHeartbeatDetails("from before");
        Call call = calling(Duration.ofMinutes(2), () -> assertThat(nextBeat()).isEqualTo("from before"));

        call.run();
    }

    @Test
    void whatMayTakeDaysBeatsByItself() {
        Call call = calling(Duration.ofDays(7), () -> {});

        call.run();

        assertThat(beats).isEmpty();
    }

    private Call calling(Duration startToClose, Call implementation) {
        temporal.registerActivitiesImplementations(implementation);
        temporal.setActivityHeartbeatListener(
                Object.class, details -> beats.add(details == null ? "" : details.toString()));
        return temporal.newActivityStub(
                Call.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(startToClose)
                        .setHeartbeatTimeout(Duration.ofMillis(300))
                        .build());
    }

    private String nextBeat() {
        try {
            String beat = beats.poll(20, TimeUnit.SECONDS);
            return beat == null ? "no beat within 20 s" : beat;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @ActivityInterface
    public interface Call {
        void run();
    }
}
