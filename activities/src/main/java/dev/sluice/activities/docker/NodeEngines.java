package dev.sluice.activities.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import dev.sluice.activities.contract.InfrastructureFailure;
import dev.sluice.activities.contract.NodeShell.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Knows when the engine inside a node is up.
///
/// An engine usually says so itself, which costs nothing. Asking it takes a process in the node that competes with the
/// engine's own start, so that is the second choice.
final class NodeEngines {
    private static final String UP = "API listen on /var/run/docker.sock";
    private static final Duration HEARSAY = Duration.ofSeconds(2);
    private static final Duration START = Duration.ofSeconds(60);
    private static final int TIMED_OUT = 124;
    private static final int LAST_LINES = 5;

    /// The socket appears early and answers only when the engine is up, so one question to it waits just long enough.
    private static final String ASK = """
            until [ -S /var/run/docker.sock ]; do sleep 0.02; done
            exec docker --host unix:///var/run/docker.sock version --format '{{.Server.Version}}'
            """;

    private final EngineClient engine;
    private final NodeExec exec;

    NodeEngines(EngineClient engine) {
        this.engine = engine;
        this.exec = new NodeExec(engine);
    }

    /// Listens to a container that is about to start.
    Voice listen(String container) {
        return engine.streams()
                .attachContainerCmd(container)
                .withStdOut(true)
                .withStdErr(true)
                .withLogs(true)
                .withFollowStream(true)
                .exec(new Voice());
    }

    /// Returns when the engine of a node that was just started is up.
    void await(String container, String name, Voice voice) throws InterruptedException {
        if (!voice.saysThatItIsUp()) {
            ask(container, name);
        }
    }

    /// Returns when the engine of a running node answers.
    void ask(String container, String name) throws InterruptedException {
        var said = new ArrayList<String>();
        var question = new Command(List.of("/bin/sh", "-c", ASK), Map.of(), "/", Optional.empty(), START);
        int code;
        try {
            code = exec.run(container, question, "/root", (stream, line) -> said.add(line))
                    .code();
        } catch (NodeExec.NodeStopped | NotFoundException | ConflictException e) {
            throw dead(container, name, EngineFailures.said(e));
        }
        if (code != 0) {
            String reason =
                    code == TIMED_OUT ? "it did not answer within " + START.toSeconds() + " s" : String.join(" ", said);
            throw dead(container, name, reason);
        }
    }

    private InfrastructureFailure dead(String container, String name, String reason) throws InterruptedException {
        return new InfrastructureFailure("The Docker engine of node '" + name + "' did not start: " + reason
                + ". Its last words: " + ContainerLog.tail(engine, container, LAST_LINES)
                + " (is its label's image one that starts an engine, and may it run privileged here?) [NODE-ENGINE]");
    }

    /// What a node's first process prints.
    static final class Voice extends StreamedAnswer<Frame> {
        private final CountDownLatch up = new CountDownLatch(1);
        private volatile boolean over;
        private final LineSplitter lines = new LineSplitter(line -> {
            if (line.contains(UP)) {
                up.countDown();
            }
        });

        @Override
        public void onNext(Frame frame) {
            lines.accept(frame.getPayload());
        }

        @Override
        public void onError(Throwable thrown) {
            super.onError(thrown);
            giveUp();
        }

        @Override
        public void onComplete() {
            super.onComplete();
            giveUp();
        }

        private void giveUp() {
            over = up.getCount() > 0;
            up.countDown();
        }

        /// False when it said nothing for a while, or stopped.
        private boolean saysThatItIsUp() throws InterruptedException {
            return up.await(HEARSAY.toMillis(), TimeUnit.MILLISECONDS) && !over;
        }
    }
}
