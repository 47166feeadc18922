package dev.sluice.activities.gerrit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.engine.event.TriggerEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows one Gerrit's events for as long as it is let.
///
/// Each round opens the stream first, then reads over REST what happened since the position, and only then hands on
/// what
/// was streamed meanwhile: there is no moment that neither covers. What both tell has one key ([EventKey]) and is
/// handed
/// on once. A few seconds after connecting it reads over REST again, because Gerrit answers the opening of the stream a
/// little before it listens, and may still be indexing.
final class EventPump {
    private static final Logger LOG = LoggerFactory.getLogger(EventPump.class);
    private static final int KEYS_REMEMBERED = 20_000;
    private static final long MESSAGE_SLACK_SECONDS = 60;

    /// @param overlapSeconds how far before the position REST is read; covers slow pushes, which are stamped at their
    /// start
    /// @param secondLook time from connecting to the second reading
    record Timing(Duration shortestWait, Duration longestWait, long overlapSeconds, Duration secondLook) {
        static final Timing DEFAULT =
                new Timing(Duration.ofSeconds(1), Duration.ofSeconds(30), 30, Duration.ofSeconds(3));
    }

    private final GerritRest rest;
    private final Supplier<List<String>> watched;
    private final Runnable begun;
    private final Consumer<TriggerEvent> sink;
    private final Consumer<StreamPosition> progress;
    private final Timing timing;
    private final EventParser parser;
    private final EventCatchUp catchUp;
    private final ChangeHistory history;
    private final SequencedSet<String> handedOn = new LinkedHashSet<>();
    private final BranchTips tips;
    private StreamPosition position;
    private long notBefore;
    private boolean beginning;
    private int failures;

    /// @param watched projects whose branch updates must not be missed; asked at each reading
    /// @param sink takes an event; when it throws, the pump stops and the event counts as not handed on
    /// @param begun run once when there is no position to go on from, before any event is handed on: what changed
    /// until then is in no event
    /// @param progress told at least once a second; throws to stop the pump
    EventPump(
            GerritRest rest,
            Supplier<List<String>> watched,
            Runnable begun,
            Consumer<TriggerEvent> sink,
            Consumer<StreamPosition> progress,
            StreamPosition from,
            Timing timing) {
        this.rest = rest;
        this.watched = watched;
        this.begun = begun;
        this.beginning = from.epochSecond() == 0;
        this.sink = sink;
        this.progress = progress;
        this.timing = timing;
        this.position = from;
        this.notBefore = Math.max(0, from.epochSecond() - timing.overlapSeconds());
        this.tips = new BranchTips(rest.connection(), from.tips());
        this.parser = new EventParser(rest.connection(), LOG::warn);
        this.catchUp = new EventCatchUp(rest);
        this.history = new ChangeHistory(rest);
    }

    /// Never returns normally.
    void run() throws InterruptedException {
        while (true) {
            try {
                follow();
            } catch (IOException | InfrastructureFailure e) {
                // An interrupted call looks like a fault of the server.
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                failures++;
                LOG.warn("waiting for {}: {}", rest.connection(), e.getMessage());
                pause("waiting for Gerrit: " + e.getMessage());
            }
        }
    }

    private void follow() throws IOException, InterruptedException {
        report("connecting");
        long now = rest.serverTimeSeconds().orElseGet(() -> Instant.now().getEpochSecond());
        if (position.epochSecond() == 0) {
            position = position.upTo(now);
            notBefore = now;
        } else if (position.epochSecond() > now + MESSAGE_SLACK_SECONDS) {
            LOG.warn(
                    "the clock of {} went back by {} s: what happened there while nobody listened may be missed. Enqueue"
                            + " such changes with 'sluice enqueue'. [EVENTS-001]",
                    rest.connection(),
                    position.epochSecond() - now);
            position = position.notAfter(now);
            notBefore = Math.min(notBefore, now - timing.overlapSeconds());
        }
        try (EventStream stream = EventStream.open(rest.connection())) {
            catchUp(now);
            failures = 0;
            LOG.info("listening to {}", rest.connection());
            report("connected");
            long secondLook = System.nanoTime() + timing.secondLook().toNanos();
            boolean lookedTwice = false;
            while (!stream.ended()) {
                Optional<String> line = stream.next(Duration.ofMillis(lookedTwice ? 1000 : 100));
                if (line.isPresent()) {
                    line(line.get());
                }
                if (!lookedTwice && System.nanoTime() - secondLook > 0) {
                    lookedTwice = true;
                    catchUp(now);
                    report("connected");
                }
                progress.accept(position);
            }
            throw new IOException(
                    "the event stream ended" + (stream.complaint().isEmpty() ? "" : ": " + stream.complaint()));
        }
    }

    private void catchUp(long now) {
        report("catching up");
        Runnable alive = () -> progress.accept(position);
        long since = Math.max(notBefore, position.epochSecond() - timing.overlapSeconds());
        List<TriggerEvent> missed = new ArrayList<>(catchUp.changes(since, alive));
        missed.addAll(catchUp.branches(tips, watched.get(), now, alive));
        if (beginning) {
            begun.run();
            beginning = false;
        }
        missed.forEach(this::handOn);
        position = position.upTo(now).with(tips.snapshot());
    }

    private void line(String line) {
        for (TriggerEvent event : parser.parse(line)) {
            if (event.type().equals(EventType.DROPPED_OUTPUT)) {
                LOG.warn(
                        "{} dropped events because they were not read in time; reading them over REST",
                        rest.connection());
                catchUp(event.createdAtEpochSecond());
                report("connected");
            } else if (event.type().equals(EventType.REF_UPDATED)) {
                handOn(tips.streamed(event, watched.get()));
                position = position.with(tips.snapshot());
            } else if (EventType.WITH_MESSAGE.contains(event.type())) {
                handOnByMessages(event);
            } else {
                handOn(event);
            }
            position = position.upTo(event.createdAtEpochSecond());
        }
    }

    /// The change's messages say what happened; the streamed event only that there is something new.
    private void handOnByMessages(TriggerEvent streamed) {
        int number = streamed.change().orElseThrow().number();
        String id = ReadChange.id(streamed.project().name(), number);
        Optional<JsonNode> change = rest.send(new ReadChange(id, ReadChange.HISTORY));
        long floor = Math.max(notBefore, streamed.createdAtEpochSecond() - MESSAGE_SLACK_SECONDS);
        List<TriggerEvent> told = change.map(json -> history.since(json, floor)).orElse(List.of());
        List<TriggerEvent> fresh =
                told.stream().filter(event -> !handedOn.contains(event.key())).toList();
        List<TriggerEvent> alike =
                fresh.stream().filter(event -> sameKind(event, streamed)).toList();
        for (TriggerEvent event : fresh) {
            handOn(alike.equals(List.of(event)) ? EventDraft.withApprovals(event, streamed.approvals()) : event);
        }
        // A topic set by a push, for example, leaves no message of its own.
        if (told.stream().noneMatch(event -> sameKind(event, streamed))) {
            handOn(streamed);
        }
    }

    private static boolean sameKind(TriggerEvent event, TriggerEvent streamed) {
        return event.type().equals(streamed.type()) && event.account().equals(streamed.account());
    }

    private void handOn(TriggerEvent event) {
        if (handedOn.contains(event.key())) {
            return;
        }
        sink.accept(event);
        handedOn.addLast(event.key());
        if (handedOn.size() > KEYS_REMEMBERED) {
            handedOn.removeFirst();
        }
    }

    private void report(String state) {
        position = position.at(state);
        progress.accept(position);
    }

    private void pause(String state) throws InterruptedException {
        report(state);
        long wait = timing.shortestWait().toMillis() << Math.min(failures - 1, 10);
        long end = System.nanoTime() + Math.min(wait, timing.longestWait().toMillis()) * 1_000_000;
        while (System.nanoTime() - end < 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            Thread.sleep(Math.clamp(left, 1, 1000));
            progress.accept(position);
        }
    }
}
