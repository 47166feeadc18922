package dev.sluice.workflows.shell;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Signals to one other workflow, strictly in order.
///
/// The server delivers two signals of one workflow in any order, so the next one waits until the one before has
/// arrived; what gathers meanwhile goes out together.
public final class Outbox<E> {
    private final Consumer<List<E>> send;
    private final List<E> waiting = new ArrayList<>();
    private boolean sending;

    /// @param send blocks until the signal arrived
    public Outbox(Consumer<List<E>> send) {
        this.send = send;
    }

    public void add(E event) {
        waiting.add(event);
        if (!sending) {
            sending = true;
            // Whoever adds may stand in a scope that is cancelled before the signal has left.
            Workflow.newDetachedCancellationScope(() -> {
                        Promise<Void> _ = Async.procedure(this::sendAll);
                    })
                    .run();
        }
    }

    /// Waits until everything was sent.
    public void flush() {
        Workflow.await(() -> !sending);
    }

    private void sendAll() {
        try {
            while (!waiting.isEmpty()) {
                List<E> batch = List.copyOf(waiting);
                waiting.clear();
                boolean _ = Signals.arrived(() -> send.accept(batch));
            }
        } finally {
            sending = false;
        }
    }
}
