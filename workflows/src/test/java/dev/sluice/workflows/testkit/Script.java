package dev.sluice.workflows.testkit;

import dev.sluice.engine.playbook.StepStatus;
import dev.sluice.workflows.port.FailureKind;
import io.temporal.activity.Activity;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What a step of a story does when it is called.
public interface Script {

    StepStatus call();

    static Script ok() {
        return () -> StepStatus.CHANGED;
    }

    static Script fails() {
        return () -> StepStatus.FAILED;
    }

    /// Something outside does not answer the first `times` times.
    static Script breaks(int times) {
        AtomicInteger left = new AtomicInteger(times);
        return () -> {
            if (left.getAndDecrement() > 0) {
                throw FailureKind.DEPENDENCY.failure("registry.example.com does not answer", null);
            }
            return StepStatus.OK;
        };
    }

    /// The worker dies the first `times` times: it is not heard of again.
    static Script dies(int times) {
        AtomicInteger left = new AtomicInteger(times);
        return () -> {
            if (left.getAndDecrement() > 0) {
                Activity.getExecutionContext().doNotCompleteOnReturn();
            }
            return StepStatus.OK;
        };
    }

    /// Runs until it is let go, or told to stop.
    final class Held implements Script {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final CountDownLatch stopped = new CountDownLatch(1);

        @Override
        public StepStatus call() {
            begun.countDown();
            try {
                heartbeatUntil(released);
            } catch (RuntimeException stop) {
                stopped.countDown();
                throw stop;
            }
            return StepStatus.OK;
        }

        public void awaitBegun() {
            await(begun);
        }

        public void awaitStopped() {
            await(stopped);
        }

        public void release() {
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                if (!latch.await(60, TimeUnit.SECONDS)) {
                    throw new AssertionError("not within 60 s");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static void heartbeatUntil(CountDownLatch latch) {
        try {
            while (!latch.await(100, TimeUnit.MILLISECONDS)) {
                Activity.getExecutionContext().heartbeat(null);
            }
        } catch (InterruptedException crash) {
            Thread.currentThread().interrupt();
            throw FailureKind.DEPENDENCY.failure("interrupted", crash);
        }
    }
}
