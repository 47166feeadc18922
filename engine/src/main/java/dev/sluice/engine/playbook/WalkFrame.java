package dev.sluice.engine.playbook;

import dev.sluice.engine.playbook.PlaybookState.Count;
import dev.sluice.engine.playbook.PlaybookState.Frame;
import dev.sluice.engine.playbook.PlaybookState.Section;
import java.util.ArrayList;
import java.util.List;

/// A [Frame] while one event is worked out.
final class WalkFrame {
    final String id;
    Section section;
    int next;
    int iteration;
    List<String> hosts;
    List<String> waiting;
    final List<String> broken;
    final List<Count> counts;
    String message;

    WalkFrame(Frame frame) {
        this.id = frame.id();
        this.section = frame.section();
        this.next = frame.next();
        this.iteration = frame.iteration();
        this.hosts = new ArrayList<>(frame.hosts());
        this.waiting = new ArrayList<>(frame.waiting());
        this.broken = new ArrayList<>(frame.broken());
        this.counts = new ArrayList<>(frame.counts());
        this.message = frame.message();
    }

    static WalkFrame entering(String id, List<String> hosts, List<Count> counts) {
        return new WalkFrame(new Frame(id, Section.BODY, 0, 0, hosts, List.of(), List.of(), counts, ""));
    }

    Frame frozen() {
        return new Frame(
                id,
                section,
                next,
                iteration,
                List.copyOf(hosts),
                List.copyOf(waiting),
                List.copyOf(broken),
                List.copyOf(counts),
                message);
    }

    /// The host failed here.
    void fail(String host, String why) {
        hosts.remove(host);
        waiting.remove(host);
        if (!broken.contains(host)) {
            broken.add(host);
        }
        if (message.isEmpty()) {
            message = why;
        }
    }

    /// The host cannot be reached: nothing more is done about it, not even `always`.
    void forget(String host) {
        hosts.remove(host);
        waiting.remove(host);
        broken.remove(host);
        counts.removeIf(count -> count.host().equals(host));
    }

    int count(String host) {
        return counts.stream()
                .filter(count -> count.host().equals(host))
                .mapToInt(Count::iterations)
                .findFirst()
                .orElse(0);
    }
}
