package dev.sluice.workflows.buildset;

import dev.sluice.engine.buildset.BuildsetEvent;
import dev.sluice.engine.jobgraph.SemaphoreUse;
import dev.sluice.workflows.semaphore.Holder;
import dev.sluice.workflows.semaphore.SemaphoreInput;
import dev.sluice.workflows.semaphore.SemaphoreWorkflow;
import dev.sluice.workflows.shell.Entities;
import dev.sluice.workflows.shell.Ids;
import dev.sluice.workflows.shell.Inbox;
import dev.sluice.workflows.shell.Labels;
import dev.sluice.workflows.shell.Outbox;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Asks semaphores on behalf of jobs.
///
/// A job asks for one after the other in the order of their names: whoever waits holds only smaller names, so that no
/// two jobs can wait for each other.
final class SemaphoreDesk {
    private final BuildsetInput input;
    private final Inbox<BuildsetEvent> inbox;
    private final Map<String, List<String>> wanted = new LinkedHashMap<>();
    private final Map<String, List<String>> asked = new LinkedHashMap<>();
    private final Map<String, Outbox<Message>> semaphores = new LinkedHashMap<>();
    private Map<String, Integer> maxima = new TreeMap<>();

    SemaphoreDesk(BuildsetInput input, Inbox<BuildsetEvent> inbox) {
        this.input = input;
        this.inbox = inbox;
    }

    void know(Map<String, Integer> maximaByName) {
        maxima = new TreeMap<>(maximaByName);
    }

    void acquire(String job, List<SemaphoreUse> uses) {
        wanted.put(
                job,
                new ArrayList<>(uses.stream()
                        .map(SemaphoreUse::name)
                        .distinct()
                        .sorted()
                        .toList()));
        asked.put(job, new ArrayList<>());
        askNext(job);
    }

    void granted(String job, String semaphore) {
        List<String> rest = wanted.get(job);
        if (rest != null && asked.getOrDefault(job, List.of()).contains(semaphore) && !rest.contains(semaphore)) {
            askNext(job);
        }
    }

    void release(String job) {
        wanted.remove(job);
        List<String> held = asked.remove(job);
        if (held != null) {
            held.forEach(name -> tell(name, new Message(job, false)));
        }
    }

    /// Gives back everything and waits until that has arrived.
    void releaseAll() {
        List.copyOf(asked.keySet()).forEach(this::release);
        semaphores.values().forEach(Outbox::flush);
    }

    private void askNext(String job) {
        List<String> rest = wanted.getOrDefault(job, List.of());
        if (rest.isEmpty()) {
            inbox.add(new BuildsetEvent.SemaphoresAcquired(job, Workflow.currentTimeMillis()));
            return;
        }
        String name = rest.removeFirst();
        asked.computeIfAbsent(job, key -> new ArrayList<>()).add(name);
        tell(name, new Message(job, true));
    }

    private void tell(String semaphore, Message message) {
        semaphores
                .computeIfAbsent(semaphore, name -> new Outbox<>(messages -> send(name, messages)))
                .add(message);
    }

    private void send(String name, List<Message> messages) {
        String id = Ids.semaphore(input.tenant(), name);
        int maximum = maxima.getOrDefault(name, 1);
        SemaphoreWorkflow entity =
                Entities.newChild(SemaphoreWorkflow.class, id, Labels.ofTenant(input.tenant()), "semaphore " + name);
        Entities.ensureStarted(
                entity,
                () -> Workflow.getWorkflowExecution(entity),
                () -> entity.run(SemaphoreInput.fresh(input.tenant(), name, maximum, input.timeouts())));
        SemaphoreWorkflow known = Workflow.newExternalWorkflowStub(SemaphoreWorkflow.class, id);
        for (Message message : messages) {
            Holder holder = new Holder(input.buildset(), message.job());
            if (message.acquire()) {
                known.acquire(holder, maximum);
            } else {
                known.release(holder);
            }
        }
    }

    private record Message(String job, boolean acquire) {}
}
