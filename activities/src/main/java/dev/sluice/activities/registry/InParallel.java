package dev.sluice.activities.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// The same for each of a list, several at a time, in its order; the first failure ends all.
final class InParallel {
    private InParallel() {}

    interface Work<T, R> {
        R on(T item) throws RegistryRefusal, InterruptedException;
    }

    static <T, R> List<R> map(List<T> items, int atOnce, Work<? super T, ? extends R> work)
            throws RegistryRefusal, InterruptedException {
        Semaphore places = new Semaphore(atOnce);
        List<Future<R>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (T item : items) {
                    running.add(threads.submit(() -> {
                        places.acquire();
                        try {
                            return work.on(item);
                        } finally {
                            places.release();
                        }
                    }));
                }
                List<R> results = new ArrayList<>();
                for (Future<R> one : running) {
                    results.add(one.get());
                }
                return List.copyOf(results);
            } catch (ExecutionException failed) {
                throw rethrown(failed);
            } finally {
                running.forEach(one -> one.cancel(true));
            }
        }
    }

    private static RegistryRefusal rethrown(ExecutionException failed) throws InterruptedException {
        return switch (failed.getCause()) {
            case RegistryRefusal refusal -> refusal;
            case InterruptedException interrupted -> throw interrupted;
            case RuntimeException runtime -> throw runtime;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(failed);
        };
    }
}
