package dev.sluice.engine.conform.world;

import dev.sluice.engine.change.GitRef;
import dev.sluice.engine.change.Subject;
import dev.sluice.engine.event.TriggerEvent;
import dev.sluice.engine.queue.QueueEvent;
import java.util.List;

/// What the steps of a case act on and its checks look at: fake surroundings, and an engine in the middle.
public interface Stage {
    CaseTenant tenant();

    FakeGerrit gerrit();

    FakeExecutor executor();

    Outcomes outcomes();

    /// Milliseconds since the epoch.
    long now();

    /// Moves time, stopping at each firing of a timer until it has settled.
    void advance(long millis);

    /// Until nothing is left to do without a new event, a release or more time.
    void settle();

    /// The tenant's configuration is loaded again.
    void reload();

    /// An event reaches the engine.
    void event(TriggerEvent event, Subject subject);

    /// @param forced by an operator, so that requirements do not count (F80)
    void enqueue(String pipeline, Subject subject, boolean forced);

    void tell(String pipeline, QueueEvent event);

    /// Builds were let go; all of them end before the engine sees the first.
    void take(List<FakeExecutor.Turn> turns);

    /// The next push to a ref.
    GitRef pushed(String project, String ref);

    /// As in [dev.sluice.engine.conform.CaseWorld#queues].
    List<List<String>> queues(String pipeline);

    /// As in [dev.sluice.engine.conform.CaseWorld#window].
    int window(String pipeline, String project);

    int semaphoreHolders(String name);
}
