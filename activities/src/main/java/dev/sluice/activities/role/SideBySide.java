package dev.sluice.activities.role;

import dev.sluice.activities.contract.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs copies at the same time; the first failure ends all.
final class SideBySide {
    private SideBySide() {}

    /// Takes what a task says of itself.
    interface Progress {
        void say(String detail);
    }

    interface Task {
        void run(Progress progress) throws StepFailure, InterruptedException;
    }

    private record Ended(@Nullable Throwable failure) {}

    /// @param progress told in the calling thread, twice a second; may throw to end all tasks
    static void run(List<Task> tasks, Consumer<String> progress) throws StepFailure, InterruptedException {
        BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
        AtomicReference<String> said = new AtomicReference<>("copying " + tasks.size() + " images");
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (Task task : tasks) {
                    running.add(threads.submit(() -> ended.add(outcome(task, said))));
                }
                for (int left = tasks.size(); left > 0; ) {
                    progress.accept(said.get());
                    Ended one = ended.poll(500, TimeUnit.MILLISECONDS);
                    if (one != null) {
                        rethrow(one.failure);
                        left--;
                    }
                }
            } finally {
                running.forEach(one -> one.cancel(true));
            }
        }
    }

    private static Ended outcome(Task task, AtomicReference<String> said) {
        try {
            task.run(said::set);
            return new Ended(null);
        } catch (StepFailure | InterruptedException | RuntimeException | Error failure) {
            return new Ended(failure);
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws StepFailure, InterruptedException {
        switch (failure) {
            case null -> {}
            case StepFailure step -> throw step;
            case InterruptedException interrupted -> throw interrupted;
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            default -> throw new IllegalStateException(failure);
        }
    }
}
